const en = {
  accessDenied: 'Access denied',
  notPermitted: "You don't have enough permission to perform the operation",
  planNotSupported: 'Your pricing plan does not support this option',
  uploadFileMissing: 'The uploaded file could not be found',
  uploaded: 'Uploaded successfully',
  uploadedOverdue:
    'Uploaded successfully.  Support and updates are not available for this license since {date}.',
  licenseNotCorrect: 'License is not correct',
  licenseConflict:
    'License Conflict. Please ensure that you have installed the correct edition of ONLYOFFICE DocSpace (Enterprise or Developer).',
  licenseKeyMissing: 'You must enter a license key',
  licenseKeyNotCorrect: 'License key is not correct',
  portalRestricted: 'The access to the portal is restricted',
  tariffTitle: 'Practice tariff',
  itemNotFound: 'Item not found',
  folderNotFound: 'The required folder was not found',
  sharedLink: 'Shared link',
  invitationLink: 'Invitation link',
  roleNotAvailable: 'The role is not available for this user type',
  linkLimit: 'The maximum number of links may not exceed {n}',
  linkPassword:
    'Password must contain from {from} to {to} characters, only latin letters, no spaces',
  linkTooLong: 'The expiration date may not be more than {years} years ahead',
  linkInPast: 'The expiration date may not be in the past',
  tooManyTries: 'You have tried too many times to enter your password. Please try again later',
} as const;

type Messages = Readonly<Record<keyof typeof en, string>>;

const de: Messages = {
  accessDenied: 'Zugriff verweigert',
  notPermitted: 'Sie haben nicht genügend Rechte für diesen Vorgang',
  planNotSupported: 'Ihr Tarif unterstützt diese Option nicht',
  uploadFileMissing: 'Die hochgeladene Datei konnte nicht gefunden werden',
  uploaded: 'Erfolgreich hochgeladen',
  uploadedOverdue:
    'Erfolgreich hochgeladen.  Support und Updates sind für diese Lizenz seit {date} nicht verfügbar.',
  licenseNotCorrect: 'Die Lizenz ist nicht korrekt',
  licenseConflict:
    'Lizenzkonflikt. Bitte stellen Sie sicher, dass die richtige Edition von ONLYOFFICE DocSpace installiert ist (Enterprise oder Developer).',
  licenseKeyMissing: 'Sie müssen einen Lizenzschlüssel eingeben',
  licenseKeyNotCorrect: 'Der Lizenzschlüssel ist nicht korrekt',
  portalRestricted: 'Der Zugriff auf das Portal ist eingeschränkt',
  tariffTitle: 'Übungstarif',
  itemNotFound: 'Element nicht gefunden',
  folderNotFound: 'Der erforderliche Ordner wurde nicht gefunden',
  sharedLink: 'Geteilter Link',
  invitationLink: 'Einladungslink',
  roleNotAvailable: 'Die Rolle ist für diesen Benutzertyp nicht verfügbar',
  linkLimit: 'Die maximale Anzahl der Links darf {n} nicht überschreiten',
  linkPassword:
    'Das Passwort muss {from} bis {to} Zeichen haben, nur lateinische Buchstaben, keine Leerzeichen',
  linkTooLong: 'Das Ablaufdatum darf höchstens {years} Jahre in der Zukunft liegen',
  linkInPast: 'Das Ablaufdatum darf nicht in der Vergangenheit liegen',
  tooManyTries:
    'Sie haben zu oft versucht, Ihr Passwort einzugeben. Bitte versuchen Sie es später erneut',
};

/** The portal's own words by language. Texts that .NET itself makes are never translated. */
const messages = { en, de } as const satisfies Record<string, Messages>;

export type Language = keyof typeof messages;
export type MessageKey = keyof typeof en;

export const languages = Object.keys(messages) as readonly Language[];

/** .NET's and the billing library's texts, the same in every culture. */
export const fixedTexts = {
  startDateAhead:
    "Specified argument was out of the range of valid values. (Parameter 'StartDate')",
  licenseNotFound: 'License not found',
  licenseNotParsed: "Can't parse license",
  licenseExpired: 'License validation failed: ResultType is Expired',
  licenseUnknownUser: 'License validation failed: ResultType is UnknownUser',
  licenseTypeWrong: 'License type is not correct',
  documentServerDown: 'Connection refused (documentserver:80)',
  formCut: 'Failed to read the request form. Unexpected end of Stream.',
  filesRequired: 'The Files field is required.',
  bodyRequired: 'A non-empty request body is required.',
  valueInvalid: 'The value is not valid.',
  countRange: 'The field Count must be between 1 and 100.',
  startIndexRange: 'The field StartIndex must be between 0 and 2147483647.',
  tooLong: 'The field {name} must be a string with a maximum length of {most}.',
  maxUseCountRange: 'The field MaxUseCount must be between 1 and 1000.',
  jsonInvalid: 'The JSON value could not be read.',
} as const;

/** A message in the language of `culture`, its `{placeholders}` filled. */
export function say(
  culture: string,
  key: MessageKey,
  params: Readonly<Record<string, string>> = {},
): string {
  const language = languages.find((name) => culture.startsWith(name)) ?? 'en';
  return messages[language][key].replace(
    /\{(\w+)\}/g,
    (whole, name: string) => params[name] ?? whole,
  );
}
