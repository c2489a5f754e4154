/** What a thrown exception becomes on the wire. DocSpace server: ResponseWrapper. */
export interface ExceptionRow {
  readonly status: number;
  readonly type: string;
  readonly hresult: number;
  /** Without stack the type is withheld too. */
  readonly stack: boolean;
}

const generic = -2146233088;

export const exceptions = {
  argument: { status: 400, type: 'System.ArgumentException', hresult: -2147024809, stack: true },
  argumentOutOfRange: {
    status: 400,
    type: 'System.ArgumentOutOfRangeException',
    hresult: -2146233086,
    stack: true,
  },
  security: {
    status: 403,
    type: 'System.Security.SecurityException',
    hresult: -2146233078,
    stack: true,
  },
  itemNotFound: {
    status: 404,
    type: 'ASC.Common.Web.ItemNotFoundException',
    hresult: generic,
    stack: true,
  },
  bruteForce: {
    status: 403,
    type: 'ASC.Web.Core.BruteForceCredentialException',
    hresult: generic,
    stack: false,
  },
  invalidOperation: {
    status: 403,
    type: 'System.InvalidOperationException',
    hresult: -2146233079,
    stack: true,
  },
  notSupported: {
    status: 415,
    type: 'System.NotSupportedException',
    hresult: -2146233067,
    stack: false,
  },
  billingNotFound: {
    status: 402,
    type: 'ASC.Core.Billing.BillingNotFoundException',
    hresult: generic,
    stack: true,
  },
  billingNotConfigured: {
    status: 402,
    type: 'ASC.Core.Billing.BillingNotConfiguredException',
    hresult: generic,
    stack: true,
  },
  billingLicenseType: {
    status: 402,
    type: 'ASC.Core.Billing.BillingLicenseTypeException',
    hresult: generic,
    stack: true,
  },
  httpRequest: {
    status: 500,
    type: 'System.Net.Http.HttpRequestException',
    hresult: -2147467259,
    stack: true,
  },
  other: { status: 500, type: 'System.Exception', hresult: generic, stack: true },
} as const satisfies Record<string, ExceptionRow>;

export type ExceptionName = keyof typeof exceptions;
