import type { AppError, ErrorCode, ErrorParams } from '../../src-main/contract/app-error';
import { m } from '$words';
import { formatDuration } from './format';

/** What went wrong and what the person can do, in the language of the window. */
export interface SaidError {
  readonly title: string;
  readonly next: string;
}

/** The placeholders that messages about errors may use. */
interface Placeholders {
  readonly host: string;
  readonly proxy: string;
  readonly to: string;
  readonly scheme: string;
  readonly file: string;
  readonly aside: string;
  readonly recovered: string;
  readonly reason: string;
  readonly reference: string;
  readonly status: string;
  /** 0: not told. */
  readonly seconds: number;
  readonly most: string;
  readonly number: string;
  readonly version: string;
  /** How far apart two clocks are, in words. */
  readonly difference: string;
  /** Of a text file; 0: nobody knows. */
  readonly line: number;
  readonly limit: number;
  readonly field: string;
}

type Message = (fill: Placeholders) => string;

const wordsOf: Readonly<Record<ErrorCode, readonly [title: Message, next: Message]>> = {
  'net.unknownHost': [m.error_net_unknownHost, m.error_net_unknownHost_next],
  'net.refused': [m.error_net_refused, m.error_net_refused_next],
  'net.timedOut': [m.error_net_timedOut, m.error_net_timedOut_next],
  'net.connectionLost': [m.error_net_connectionLost, m.error_net_connectionLost_next],
  'net.proxyFailed': [m.error_net_proxyFailed, m.error_net_proxyFailed_next],
  'net.proxyRefused': [m.error_net_proxyRefused, m.error_net_proxyRefused_next],
  'net.tlsFailed': [m.error_net_tlsFailed, m.error_net_tlsFailed_next],
  'net.certificateUntrusted': [
    m.error_net_certificateUntrusted,
    m.error_net_certificateUntrusted_next,
  ],
  'net.certificateChanged': [m.error_net_certificateChanged, m.error_net_certificateChanged_next],
  'net.clientCertificate': [m.error_net_clientCertificate, m.error_net_clientCertificate_next],
  'net.redirected': [m.error_net_redirected, m.error_net_redirected_next],
  'net.tooLarge': [m.error_net_tooLarge, m.error_net_tooLarge_next],
  'net.cancelled': [m.error_net_cancelled, m.error_net_cancelled_next],
  'net.notHttp': [m.error_net_notHttp, m.error_net_notHttp_next],
  'portal.notDocSpace': [m.error_portal_notDocSpace, m.error_portal_notDocSpace_next],
  'portal.brokenAnswer': [m.error_portal_brokenAnswer, m.error_portal_brokenAnswer_next],
  'portal.suspended': [m.error_portal_suspended, m.error_portal_suspended_next],
  'portal.busy': [m.error_portal_busy, m.error_portal_busy_next],
  'portal.keyRefused': [m.error_portal_keyRefused, m.error_portal_keyRefused_next],
  'portal.keyLacksRights': [m.error_portal_keyLacksRights, m.error_portal_keyLacksRights_next],
  'portal.notPaid': [m.error_portal_notPaid, m.error_portal_notPaid_next],
  'portal.rateLimited': [m.error_portal_rateLimited, m.error_portal_rateLimited_next],
  'portal.unavailable': [m.error_portal_unavailable, m.error_portal_unavailable_next],
  'portal.notFound': [m.error_portal_notFound, m.error_portal_notFound_next],
  'portal.notSupported': [m.error_portal_notSupported, m.error_portal_notSupported_next],
  'portal.badRequest': [m.error_portal_badRequest, m.error_portal_badRequest_next],
  'portal.failed': [m.error_portal_failed, m.error_portal_failed_next],
  'docs.notDocs': [m.error_docs_notDocs, m.error_docs_notDocs_next],
  'docs.brokenAnswer': [m.error_docs_brokenAnswer, m.error_docs_brokenAnswer_next],
  'docs.useHttps': [m.error_docs_useHttps, m.error_docs_useHttps_next],
  'docs.forbidden': [m.error_docs_forbidden, m.error_docs_forbidden_next],
  'docs.refused': [m.error_docs_refused, m.error_docs_refused_next],
  'docs.unavailable': [m.error_docs_unavailable, m.error_docs_unavailable_next],
  'docs.failed': [m.error_docs_failed, m.error_docs_failed_next],
  'docs.notUnderstood': [m.error_docs_notUnderstood, m.error_docs_notUnderstood_next],
  'docs.badCallback': [m.error_docs_badCallback, m.error_docs_badCallback_next],
  'docs.internal': [m.error_docs_internal, m.error_docs_internal_next],
  'docs.nothingChanged': [m.error_docs_nothingChanged, m.error_docs_nothingChanged_next],
  'docs.unknownCommand': [m.error_docs_unknownCommand, m.error_docs_unknownCommand_next],
  'docs.tokenRefused': [m.error_docs_tokenRefused, m.error_docs_tokenRefused_next],
  'docs.tokenExpired': [m.error_docs_tokenExpired, m.error_docs_tokenExpired_next],
  'docs.otherError': [m.error_docs_otherError, m.error_docs_otherError_next],
  'docs.secretMissing': [m.error_docs_secretMissing, m.error_docs_secretMissing_next],
  'address.empty': [m.error_address_empty, m.error_address_empty_next],
  'address.notUrl': [m.error_address_notUrl, m.error_address_notUrl_next],
  'address.scheme': [m.error_address_scheme, m.error_address_scheme_next],
  'address.credentials': [m.error_address_credentials, m.error_address_credentials_next],
  'address.plainHttp': [m.error_address_plainHttp, m.error_address_plainHttp_next],
  'key.empty': [m.error_key_empty, m.error_key_empty_next],
  'key.shape': [m.error_key_shape, m.error_key_shape_next],
  'secret.empty': [m.error_secret_empty, m.error_secret_empty_next],
  'secret.spaces': [m.error_secret_spaces, m.error_secret_spaces_next],
  'keychain.locked': [m.error_keychain_locked, m.error_keychain_locked_next],
  'keychain.unavailable': [m.error_keychain_unavailable, m.error_keychain_unavailable_next],
  'keychain.unreadable': [m.error_keychain_unreadable, m.error_keychain_unreadable_next],
  'keychain.absent': [m.error_keychain_absent, m.error_keychain_absent_next],
  'keychain.tooLong': [m.error_keychain_tooLong, m.error_keychain_tooLong_next],
  'file.notFound': [m.error_file_notFound, m.error_file_notFound_next],
  'file.isFolder': [m.error_file_isFolder, m.error_file_isFolder_next],
  'file.isLink': [m.error_file_isLink, m.error_file_isLink_next],
  'file.notRegular': [m.error_file_notRegular, m.error_file_notRegular_next],
  'file.unreadable': [m.error_file_unreadable, m.error_file_unreadable_next],
  'file.empty': [m.error_file_empty, m.error_file_empty_next],
  'file.tooLarge': [m.error_file_tooLarge, m.error_file_tooLarge_next],
  'file.changed': [m.error_file_changed, m.error_file_changed_next],
  'file.forgotten': [m.error_file_forgotten, m.error_file_forgotten_next],
  'file.notCertificate': [m.error_file_notCertificate, m.error_file_notCertificate_next],
  'list.notList': [m.error_list_notList, m.error_list_notList_next],
  'list.encoding': [m.error_list_encoding, m.error_list_encoding_next],
  'list.broken': [m.error_list_broken, m.error_list_broken_next],
  'list.newer': [m.error_list_newer, m.error_list_newer_next],
  'list.noAddressColumn': [m.error_list_noAddressColumn, m.error_list_noAddressColumn_next],
  'list.empty': [m.error_list_empty, m.error_list_empty_next],
  'list.tooMany': [m.error_list_tooMany, m.error_list_tooMany_next],
  'list.badField': [m.error_list_badField, m.error_list_badField_next],
  'list.unclear': [m.error_list_unclear, m.error_list_unclear_next],
  'license.binary': [m.error_license_binary, m.error_license_binary_next],
  'license.encoding': [m.error_license_encoding, m.error_license_encoding_next],
  'license.notJson': [m.error_license_notJson, m.error_license_notJson_next],
  'license.noCustomerId': [m.error_license_noCustomerId, m.error_license_noCustomerId_next],
  'license.noSignature': [m.error_license_noSignature, m.error_license_noSignature_next],
  'license.notTaken': [m.error_license_notTaken, m.error_license_notTaken_next],
  'license.refused': [m.error_license_refused, m.error_license_refused_next],
  'license.notActivated': [m.error_license_notActivated, m.error_license_notActivated_next],
  'license.outcomeUnknown': [m.error_license_outcomeUnknown, m.error_license_outcomeUnknown_next],
  'license.nothingStaged': [m.error_license_nothingStaged, m.error_license_nothingStaged_next],
  'license.jobRunning': [m.error_license_jobRunning, m.error_license_jobRunning_next],
  'store.damaged': [m.error_store_damaged, m.error_store_damaged_next],
  'store.newer': [m.error_store_newer, m.error_store_newer_next],
  'store.diskFull': [m.error_store_diskFull, m.error_store_diskFull_next],
  'store.readOnly': [m.error_store_readOnly, m.error_store_readOnly_next],
  'store.failed': [m.error_store_failed, m.error_store_failed_next],
  'store.keyLost': [m.error_store_keyLost, m.error_store_keyLost_next],
  'change.unknown': [m.error_change_unknown, m.error_change_unknown_next],
  'change.notNow': [m.error_change_notNow, m.error_change_notNow_next],
  'change.unknownOperation': [
    m.error_change_unknownOperation,
    m.error_change_unknownOperation_next,
  ],
  'change.noWayBack': [m.error_change_noWayBack, m.error_change_noWayBack_next],
  'change.nothing': [m.error_change_nothing, m.error_change_nothing_next],
  'file.notWritten': [m.error_file_notWritten, m.error_file_notWritten_next],
  'saved.unknownPortal': [m.error_saved_unknownPortal, m.error_saved_unknownPortal_next],
  'link.gone': [m.error_link_gone, m.error_link_gone_next],
  'link.unknownEntry': [m.error_link_unknownEntry, m.error_link_unknownEntry_next],
  'link.notUnderstood': [m.error_link_notUnderstood, m.error_link_notUnderstood_next],
  'link.unknownKey': [m.error_link_unknownKey, m.error_link_unknownKey_next],
  'link.foreignHost': [m.error_link_foreignHost, m.error_link_foreignHost_next],
  'link.needsNetwork': [m.error_link_needsNetwork, m.error_link_needsNetwork_next],
  'link.notOffered': [m.error_link_notOffered, m.error_link_notOffered_next],
  'link.notEditable': [m.error_link_notEditable, m.error_link_notEditable_next],
  'link.refused': [m.error_link_refused, m.error_link_refused_next],
  'link.notRemoved': [m.error_link_notRemoved, m.error_link_notRemoved_next],
  'link.titleTooLong': [m.error_link_titleTooLong, m.error_link_titleTooLong_next],
  'link.expiryPast': [m.error_link_expiryPast, m.error_link_expiryPast_next],
  'link.expiryTooFar': [m.error_link_expiryTooFar, m.error_link_expiryTooFar_next],
  'link.passwordRefused': [m.error_link_passwordRefused, m.error_link_passwordRefused_next],
  'saved.unknownDocsServer': [
    m.error_saved_unknownDocsServer,
    m.error_saved_unknownDocsServer_next,
  ],
  'policy.unknown': [m.error_policy_unknown, m.error_policy_unknown_next],
  'policy.unknownBatch': [m.error_policy_unknownBatch, m.error_policy_unknownBatch_next],
  'policy.nameEmpty': [m.error_policy_nameEmpty, m.error_policy_nameEmpty_next],
  'policy.nameTooLong': [m.error_policy_nameTooLong, m.error_policy_nameTooLong_next],
  'policy.nameTaken': [m.error_policy_nameTaken, m.error_policy_nameTaken_next],
  'policy.tooMany': [m.error_policy_tooMany, m.error_policy_tooMany_next],
  'policy.empty': [m.error_policy_empty, m.error_policy_empty_next],
  'policy.contradicts': [m.error_policy_contradicts, m.error_policy_contradicts_next],
  'policy.portalNotRead': [m.error_policy_portalNotRead, m.error_policy_portalNotRead_next],
  'bridge.foreignSender': [m.error_bridge_foreignSender, m.error_bridge_foreignSender_next],
  'bridge.badInput': [m.error_bridge_badInput, m.error_bridge_badInput_next],
  'bridge.bug': [m.error_bridge_bug, m.error_bridge_bug_next],
};

/** Words an error for a person. Its `detail`, the other side's own words, is shown beside it. */
export function sayError(error: AppError): SaidError {
  const [title, next] = wordsOf[error.code];
  const fill = placeholders(error.params);
  return { title: title(fill), next: next(fill) };
}

function placeholders(params: ErrorParams): Placeholders {
  const text = (name: string, otherwise = '?') => String(params[name] || otherwise);
  return {
    host: text('host', m.error_some_server()),
    proxy: text('proxy', ''),
    to: text('to'),
    scheme: text('scheme'),
    file: text('file', 'Gatehouse'),
    aside: text('aside'),
    recovered: text('recovered', 'no'),
    reason: text('reason', ''),
    reference: text('reference'),
    status: text('status'),
    seconds: Number(params['seconds'] ?? 0),
    most: text('most'),
    number: text('number'),
    version: text('version'),
    difference: formatDuration(Math.abs(Number(params['difference'] ?? 0))),
    line: Number(params['line'] ?? 0),
    limit: Number(params['limit'] ?? 0),
    field: text('field'),
  };
}
