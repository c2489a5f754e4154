/** External sharing as it is built in: on a new portal, and as strangers are told it. */
export const sharingDefaults = {
  installed: {
    externalShare: true,
    externalShareSocialMedia: true,
    defaultShareLinkInternal: false,
    externalShareApplyToDocuments: true,
    externalShareApplyToRooms: true,
    blockExistingLinksOnRestrict: true,
  },
  anonymous: {
    externalShare: true,
    externalShareSocialMedia: true,
    defaultShareLinkInternal: false,
    externalShareApplyToDocuments: false,
    externalShareApplyToRooms: false,
    blockExistingLinksOnRestrict: false,
  },
} as const;

/** What `externalsharingsettings` takes and answers. DocSpace server: ExternalSharingSettingsDto. */
export const sharingPolicyFields = [
  'externalShare',
  'defaultShareLinkInternal',
  'externalShareApplyToDocuments',
  'externalShareApplyToRooms',
  'blockExistingLinksOnRestrict',
] as const;
