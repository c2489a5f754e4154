/** The four kinds of installation. DocSpace server: TenantExtraConfig, TariffService. */
export const editions = {
  saas: { standalone: false, takesLicense: false, openSource: false, developer: false },
  community: { standalone: true, takesLicense: false, openSource: true, developer: false },
  enterprise: { standalone: true, takesLicense: true, openSource: false, developer: false },
  developer: { standalone: true, takesLicense: true, openSource: false, developer: true },
} as const;

export type PortalEdition = keyof typeof editions;

export const editionNames = Object.keys(editions) as readonly PortalEdition[];
