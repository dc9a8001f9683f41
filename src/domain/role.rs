//! What people do here, what there is to ask for, and how far an answer may reach: the words of the
//! table of rights in `access`.

use super::code_list;

code_list! {
    /// What somebody does for a territory; a grant gives it, and only a grant.
    Role {
        /// The team for sanitation and safety: visits, works, incidents.
        SanitationSafety = "sanitation_safety",
        /// The city planner.
        Planner = "planner",
        /// A social worker, for the households in their care.
        CaseWorker = "case_worker",
        /// Who leads the association that accompanies the households.
        OperatorCoordinator = "operator_coordinator",
        /// A landlord, for the homes they offer.
        Landlord = "landlord",
        /// A member of the orientation cell or the steering group, for the cases on their agenda.
        OrientationCell = "orientation_cell",
        /// Who follows courts and orders.
        LegalOfficer = "legal_officer",
        /// Who runs a territory: its records, settings and accounts.
        TerritoryAdmin = "territory_admin",
        /// The data protection officer: who looked at what, not what they saw.
        DpoAuditor = "dpo_auditor",
        /// Who runs the installation: accounts and settings, no records.
        PlatformAdmin = "platform_admin",
    }
}

code_list! {
    /// What can be asked for.
    Resource {
        /// Settlements, visits, works, incidents, teams.
        Sites = "sites",
        /// What is diagnosed, decided and led: diagnoses, meetings, decisions, operations, programmes.
        Steering = "steering",
        /// Hazard layers, scores and their explanation.
        Hazard = "hazard",
        /// Households and everything about one of them.
        Household = "household",
        /// Courts, orders, owners.
        Legal = "legal",
        /// Money planned and spent.
        Finance = "finance",
        /// Homes, offers, conventions.
        Homes = "homes",
        /// How rehoused households are spread, and proposals of homes.
        Dispersal = "dispersal",
        /// Users, grants, tokens.
        Accounts = "accounts",
        /// Weights, layers, teams' lists.
        Settings = "settings",
        /// Who changed and who read what.
        Audit = "audit",
        /// Files that leave the house.
        Export = "export",
        /// What is kept of a household, taken away for good.
        Erasure = "erasure",
    }
}

code_list! {
    /// What is to be done with it.
    Act {
        /// Looking at it.
        Read = "read",
        /// Adding, changing or ending it.
        Write = "write",
    }
}

code_list! {
    /// How far a right reaches; each word holds what stands before it.
    Reach {
        /// Not at all.
        None = "none",
        /// Counts only, small ones hidden.
        Counts = "counts",
        /// One's own, or what one was assigned.
        Own = "own",
        /// Everything of the territory.
        Territory = "territory",
        /// Everything of every territory.
        All = "all",
    }
}

code_list! {
    /// How sensitive a field is.
    DataClass {
        /// For everybody.
        Public = "P",
        /// For the team.
        Internal = "I",
        /// Courts, orders and owners.
        Restricted = "R",
        /// About one household.
        Household = "H",
    }
}

code_list! {
    /// What a token may be used for. There is none for households, legal matters or accounts.
    Scope {
        /// Settlements, visits and works, to look at.
        SitesRead = "sites:read",
        /// Settlements, visits and works, to write.
        SitesWrite = "sites:write",
        /// Diagnoses, meetings, decisions, operations and programmes, to write.
        SteeringWrite = "steering:write",
        /// Hazard layers and scores, to look at.
        HazardRead = "hazard:read",
        /// Hazard layers and scores, to import and to run.
        HazardWrite = "hazard:write",
        /// Neighbourhoods and how households are spread, to look at.
        DispersalRead = "dispersal:read",
        /// Proposals of homes, to make.
        DispersalWrite = "dispersal:write",
        /// Homes on offer, to look at.
        HomesRead = "homes:read",
        /// Files of layers.
        Export = "export",
    }
}

impl Scope {
    /// What it is for. Who reads of a place reads what is decided about it.
    #[must_use]
    pub const fn rights(self) -> &'static [(Resource, Act)] {
        match self {
            Self::SitesRead => &[
                (Resource::Sites, Act::Read),
                (Resource::Steering, Act::Read),
            ],
            Self::SitesWrite => &[(Resource::Sites, Act::Write)],
            Self::SteeringWrite => &[(Resource::Steering, Act::Write)],
            Self::HazardRead => &[(Resource::Hazard, Act::Read)],
            Self::HazardWrite => &[(Resource::Hazard, Act::Write)],
            Self::DispersalRead => &[(Resource::Dispersal, Act::Read)],
            Self::DispersalWrite => &[(Resource::Dispersal, Act::Write)],
            Self::HomesRead => &[(Resource::Homes, Act::Read)],
            Self::Export => &[(Resource::Export, Act::Read)],
        }
    }
}
