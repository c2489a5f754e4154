import type {
  ChosenCertificate,
  ConnectionInput,
  ConnectionView,
  ProxyChoice,
} from '../../src-main/contract/portals';

/** A certificate file of a form: the saved one, one chosen just now, or none. */
export type FileChoice =
  | { readonly use: 'none' }
  | { readonly use: 'saved'; readonly names: readonly string[] }
  | { readonly use: 'file'; readonly file: ChosenCertificate };

/** What a person sets about the way to a portal. */
export class ConnectionForm {
  proxyMode: ProxyChoice['mode'] = $state('system');
  proxyAddress = $state('');
  authority: FileChoice = $state.raw({ use: 'none' });
  client: FileChoice = $state.raw({ use: 'none' });
  /** Of a client certificate chosen just now. */
  passphrase = $state('');
  trustedFingerprint: string | null = $state(null);

  constructor(saved: ConnectionView | null) {
    if (!saved) return;
    this.proxyMode = saved.proxy.mode;
    if (saved.proxy.mode === 'address') this.proxyAddress = saved.proxy.address;
    this.authority = savedFile(saved.certificateAuthority);
    this.client = savedFile(saved.clientCertificate === null ? null : [saved.clientCertificate]);
    this.trustedFingerprint = saved.trustedFingerprint;
  }

  /** As main takes it. */
  input(allowPlainHttp: boolean): ConnectionInput {
    return {
      proxy:
        this.proxyMode === 'address'
          ? { mode: 'address', address: this.proxyAddress }
          : { mode: this.proxyMode },
      certificateAuthority: inputOf(this.authority),
      clientCertificate: inputOf(this.client),
      ...(this.client.use === 'file' && this.passphrase !== ''
        ? { clientPassphrase: this.passphrase }
        : {}),
      trustedFingerprint: this.trustedFingerprint,
      allowPlainHttp,
    };
  }
}

/** The settings of a saved portal, unchanged. */
export function unchangedConnection(saved: ConnectionView): ConnectionInput {
  return new ConnectionForm(saved).input(saved.allowPlainHttp);
}

function savedFile(names: readonly string[] | null): FileChoice {
  return names === null ? { use: 'none' } : { use: 'saved', names };
}

function inputOf(choice: FileChoice): ConnectionInput['clientCertificate'] {
  return choice.use === 'file' ? { use: 'file', handle: choice.file.handle } : { use: choice.use };
}
