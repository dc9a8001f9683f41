//! The table of roles and rights. A word not written here is a right not held.

use crate::domain::{Reach, Resource, Role};

/// What a role may do with a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right {
    /// How far it may look.
    pub read: Reach,
    /// How far it may write.
    pub write: Reach,
    /// How far it may look when its grant opens the class of the resource.
    pub opened: Reach,
}

const NO: Right = read(Reach::None);
const COUNTS: Right = read(Reach::Counts);
const READ_OWN: Right = read(Reach::Own);
const READ: Right = read(Reach::Territory);
const OWN: Right = write(Reach::Own);
const FULL: Right = write(Reach::Territory);
const OPTION: Right = Right {
    opened: Reach::Territory,
    ..NO
};

const fn read(read: Reach) -> Right {
    Right {
        read,
        write: Reach::None,
        opened: Reach::None,
    }
}

const fn write(reach: Reach) -> Right {
    Right {
        read: reach,
        write: reach,
        opened: Reach::None,
    }
}

/// The resources, in the order of the columns below.
const COLUMNS: [Resource; 13] = [
    Resource::Sites,
    Resource::Steering,
    Resource::Hazard,
    Resource::Household,
    Resource::Legal,
    Resource::Finance,
    Resource::Homes,
    Resource::Dispersal,
    Resource::Accounts,
    Resource::Settings,
    Resource::Audit,
    Resource::Export,
    Resource::Erasure,
];

// One line a role: the table is read across.
#[rustfmt::skip]
const TABLE: [(Role, [Right; 13]); 10] = [
    //                            sites     steering  hazard household legal   finance   homes     dispersal accounts settings audit export erasure
    (Role::SanitationSafety,    [ FULL,     READ,     READ,  COUNTS,   NO,     NO,       NO,       COUNTS,   NO,      NO,      NO,   READ, NO   ]),
    (Role::Planner,             [ READ,     READ,     READ,  COUNTS,   NO,     COUNTS,   COUNTS,   FULL,     NO,      NO,      NO,   READ, NO   ]),
    (Role::CaseWorker,          [ READ_OWN, READ_OWN, READ,  OWN,      NO,     NO,       READ,     READ,     NO,      NO,      NO,   NO,  NO   ]),
    (Role::OperatorCoordinator, [ FULL,     FULL,     READ,  FULL,     NO,     OWN,      FULL,     FULL,     NO,      NO,      NO,   READ, NO   ]),
    (Role::Landlord,            [ NO,       NO,       NO,    READ_OWN, NO,     NO,       OWN,      NO,       NO,      NO,      NO,   NO,  NO   ]),
    (Role::OrientationCell,     [ READ,     READ,     READ,  READ_OWN, OPTION, COUNTS,   READ,     FULL,     NO,      NO,      NO,   NO,  NO   ]),
    (Role::LegalOfficer,        [ READ,     READ,     READ,  COUNTS,   FULL,   NO,       NO,       COUNTS,   NO,      NO,      NO,   READ, NO   ]),
    (Role::TerritoryAdmin,      [ FULL,     FULL,     FULL,  OPTION,   OPTION, READ,     FULL,     FULL,     FULL,    FULL,    NO,   READ, FULL ]),
    (Role::DpoAuditor,          [ COUNTS,   COUNTS,   NO,    NO,       NO,     NO,       NO,       NO,       READ,    NO,      READ, NO,  FULL ]),
    (Role::PlatformAdmin,       [ NO,       NO,       NO,    NO,       NO,     NO,       NO,       NO,       FULL,    FULL,    NO,   NO,  NO   ]),
];

/// What a role may do with a resource.
#[must_use]
pub fn right(role: Role, resource: Resource) -> Right {
    let row = TABLE.iter().find(|(of, _)| *of == role);
    let column = COLUMNS.iter().position(|of| *of == resource);
    match (row, column) {
        (Some((_, rights)), Some(column)) => rights.get(column).copied().unwrap_or(NO),
        _ => NO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Code;

    #[test]
    fn every_role_has_one_row_and_every_resource_one_column() {
        let rows: Vec<Role> = TABLE.iter().map(|(role, _)| *role).collect();

        assert_eq!(rows, Role::ALL);
        assert_eq!(COLUMNS, Resource::ALL);
    }

    #[test]
    fn whoever_runs_the_installation_sees_no_household_and_no_court() {
        for resource in [Resource::Sites, Resource::Household, Resource::Legal] {
            assert_eq!(right(Role::PlatformAdmin, resource), NO, "{resource}");
        }
        assert_eq!(
            right(Role::TerritoryAdmin, Resource::Household).read,
            Reach::None
        );
    }

    #[test]
    fn nobody_who_may_write_may_not_read_as_far() {
        for role in Role::ALL {
            for resource in Resource::ALL {
                let right = right(*role, *resource);
                assert!(right.write <= right.read, "{role} {resource}");
            }
        }
    }
}
