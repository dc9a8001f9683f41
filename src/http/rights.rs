//! Which right each address needs: one table, beside the routes. An address without a row is closed
//! to everybody, and a test compares the rows with the addresses that there are.

use std::{collections::HashMap, sync::LazyLock};

use axum::http::Method;

use super::{charter, error::Problem};
use crate::{
    access::{self, SitesSeen},
    domain::{self, Act, Code as _, LayerKind, Person, Reach, Resource, Territory, Way},
};

/// What whoever asks must be or hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing: the page, its words, health, the door itself.
    Anyone,
    /// An account, also while its second factor is being set up.
    Account,
    /// To be known.
    Known,
    /// A right throughout the territory.
    Right(Resource, Act),
    /// A right to one's own at least: the handler knows what that is.
    Own(Resource, Act),
    /// A right to look at counts at least.
    Counts(Resource),
    /// The right of `Right` for the one settlement that the address names: others are not there.
    Site(Act),
    /// A right to the register that the address names, to one's own entries at least.
    Register(Act),
    /// To see every layer that the address names.
    Layers,
    /// The same, and to take files along.
    LayerFile,
    /// There is no such method.
    No,
}

use Act::{Read, Write};
use Need::{Account, Anyone, Counts, Known, LayerFile, Layers, No, Own, Register, Right, Site};
use Resource::{
    Accounts, Audit, Dispersal, Erasure, Export, Hazard, Homes, Household, Settings, Sites,
    Steering,
};

/// An address as the routes write it; what looking needs; what anything else needs.
type Row = (&'static str, Need, Need);

// One line an address: the table is read across.
#[rustfmt::skip]
const TABLE: &[Row] = &[
    ("/",                                                   Anyone,                  No),
    ("/docs",                                               Anyone,                  No),
    ("/sign-in",                                            Anyone,                  No),
    ("/invitation",                                         Anyone,                  No),
    ("/assets/{*path}",                                     Anyone,                  No),
    ("/{file}",                                             Anyone,                  No),
    ("/health/live",                                        Anyone,                  No),
    ("/health/ready",                                       Anyone,                  No),
    ("/health/backup",                                      Anyone,                  No),
    ("/api/openapi.json",                                   Anyone,                  No),
    ("/api/openapi-3.1.json",                               Anyone,                  No),

    ("/ranking",                                            Right(Sites, Read),      No),
    ("/ranking/sign-in",                                    Anyone,                  Anyone),
    ("/receipt",                                            Anyone,                  Anyone),
    ("/api/receipts",                                       No,                      Anyone),

    ("/api/session",                                        Anyone,                  Anyone),
    ("/api/session/invitation",                             No,                      Anyone),
    ("/api/session/password",                               No,                      Account),
    ("/api/session/charter",                                No,                      Account),
    ("/api/session/factor",                                 No,                      Account),
    ("/api/session/devices",                                Account,                 No),
    ("/api/session/devices/{id}",                           No,                      Account),
    ("/api/session/sign-on",                                Anyone,                  No),
    ("/api/session/sign-on/back",                           Anyone,                  No),
    ("/api/session/sign-on/out",                            No,                      Account),
    ("/api/session/sign-on/ended",                          No,                      Anyone),
    ("/api/session/break-glass",                            No,                      Known),
    ("/api/session/break-glass/{class}",                    No,                      Known),
    ("/api/notices",                                        Right(Accounts, Read),   No),
    ("/api/tokens",                                         Known,                   Known),
    ("/api/tokens/{id}",                                    No,                      Known),
    ("/api/users",                                          Right(Accounts, Read),   Right(Accounts, Write)),
    ("/api/users/{name}",                                   No,                      Right(Accounts, Write)),
    ("/api/users/{name}/invitation",                        No,                      Right(Accounts, Write)),
    ("/api/users/{name}/factor",                            No,                      Right(Accounts, Write)),
    ("/api/users/{name}/sessions",                          No,                      Right(Accounts, Write)),
    ("/api/users/{name}/grants",                            No,                      Right(Accounts, Write)),
    ("/api/users/{name}/grants/{id}",                       No,                      Right(Accounts, Write)),

    ("/api/audit",                                          Right(Audit, Read),      No),
    ("/api/audit/proof",                                    Right(Audit, Read),      No),
    ("/api/retention",                                      Right(Erasure, Read),    Right(Erasure, Write)),
    ("/api/installation",                                   Right(Settings, Read),   No),
    ("/api/audit/reads",                                    Right(Audit, Read),      No),
    ("/api/status",                                         Known,                   No),
    ("/api/ranking",                                        Right(Sites, Read),      No),
    ("/api/ranking/days",                                   Right(Sites, Read),      No),
    ("/api/hazards/here",                                   Right(Hazard, Read),     No),
    ("/api/scoring",                                        Right(Hazard, Read),     Right(Hazard, Write)),
    ("/api/weights",                                        Right(Hazard, Read),     Right(Hazard, Write)),
    ("/api/weights/versions/{version}",                     Right(Hazard, Read),     No),
    ("/api/weights/trial",                                  No,                      Right(Hazard, Read)),
    ("/api/settlements/{code}",                             Site(Read),              No),
    ("/api/settlements/{code}/visits",                      Site(Read),              Site(Write)),
    ("/api/settlements/{code}/visits/{id}/validation",      No,                      Site(Write)),
    ("/api/settlements/{code}/visits/{id}/withdrawal",      No,                      Site(Write)),
    ("/api/settlements/{code}/outlines",                    Site(Read),              No),
    ("/api/settlements/{code}/outlines/{visit}/taking",     No,                      Right(Sites, Write)),
    ("/api/settlements/{code}/outlines/{visit}/setting-aside", No,                   Right(Sites, Write)),
    ("/api/visits/lock",                                    Known,                   No),
    ("/api/visits/sealed",                                  No,                      Known),
    ("/api/visits/sealed/photos",                           No,                      Known),
    ("/api/settlements/{code}/answers",                     Site(Read),              No),
    ("/api/settlements/{code}/place",                       Site(Read),              No),
    ("/api/settlements/{code}/moved",                       Site(Read),              No),
    ("/api/settlements/{code}/works",                       Site(Read),              No),
    ("/api/settlements/{code}/sensitivity",                 Site(Read),              No),
    ("/api/settlements/{code}/history",                     Site(Read),              No),
    ("/api/settlements/{code}/override",                    No,                      Site(Write)),
    ("/api/settlements/{code}/override/lift",               No,                      Site(Write)),
    ("/api/settlements/{code}/danger",                      No,                      Site(Write)),
    ("/api/settlements/{code}/danger/lift",                 No,                      Site(Write)),
    ("/api/settlements/{code}/status",                      No,                      Site(Write)),
    ("/api/board",                                          Own(Household, Read),    No),
    ("/api/board/homes",                                    Own(Homes, Read),        No),
    ("/api/board/agenda",                                   Own(Steering, Read),     No),
    ("/api/registers",                                      Known,                   No),
    ("/api/registers/{register}",                           Register(Read),          Register(Write)),
    ("/api/registers/{register}/template.csv",              Known,                   No),
    ("/api/registers/{register}/entries.csv",               Register(Read),          Register(Write)),
    ("/api/registers/{register}/{code}",                    Register(Read),          Register(Write)),
    ("/api/registers/{register}/{code}/state",              No,                      Register(Write)),
    ("/api/registers/{register}/{code}/history",            Register(Read),          No),
    ("/api/registers/{register}/{code}/files",              Register(Read),          Register(Write)),
    ("/api/settlements/{code}/files",                       Site(Read),              Site(Write)),
    ("/api/settlements/{code}/visits/{id}/files",           Site(Read),              Site(Write)),
    ("/api/files/{id}",                                     Known,                   Known),
    ("/api/registers/changes/{number}/undo",                No,                      Known),
    ("/api/reports",                                        Known,                   No),
    ("/api/reports/{file}",                                 Known,                   No),
    ("/api/mediation/residences.geojson",                   Right(Sites, Read),      No),
    ("/api/figures/households",                             Counts(Dispersal),       No),
    ("/api/publications",                                   Known,                   Right(Settings, Write)),
    ("/api/publications/{number}",                          Known,                   No),
    ("/api/publications/{number}/table.csv",                Known,                   No),
    ("/api/households/{code}/file.zip",                     Known,                   No),
    ("/api/erasures",                                       Right(Erasure, Read),    Right(Erasure, Write)),
    ("/api/erasures/{number}/receipt.txt",                  Right(Erasure, Read),    No),
    ("/api/overrides",                                      Right(Sites, Read),      No),
    ("/api/dangers",                                        Right(Sites, Read),      No),
    ("/api/works",                                          Right(Sites, Read),      Right(Sites, Write)),
    ("/api/works/{number}/done",                            No,                      Right(Sites, Write)),
    ("/api/works/{number}/cancel",                          No,                      Right(Sites, Write)),
    ("/api/incidents",                                      Right(Sites, Read),      Right(Sites, Write)),
    ("/api/casework/{file}/template.csv",                   Known,                   No),
    ("/api/casework/{file}/entries.csv",                    Right(Sites, Read),      Right(Sites, Write)),
    ("/api/teams",                                          Right(Sites, Read),      No),
    ("/api/teams/{name}",                                   No,                      Right(Settings, Write)),
    ("/api/alerts/severity/{least}",                        No,                      Right(Sites, Read)),
    ("/api/alerts/flood",                                   No,                      Right(Sites, Read)),
    ("/api/alerts/depth",                                   No,                      Right(Sites, Read)),
    ("/api/dispersal",                                      Right(Dispersal, Read),  No),
    ("/api/placing",                                        No,                      Right(Dispersal, Write)),
    ("/api/placing/proposals",                              Right(Dispersal, Read),  Right(Dispersal, Write)),
    ("/api/placing/proposals/{number}",                     Right(Dispersal, Read),  No),
    ("/api/placing/proposals/{number}/accept",              No,                      Right(Dispersal, Write)),
    ("/api/placing/proposals/{number}/refuse",              No,                      Right(Dispersal, Write)),
    ("/api/imports/{layer}",                                No,                      Right(Hazard, Write)),
    ("/api/imports/{layer}/{version}/undo",                 No,                      Right(Hazard, Write)),

    ("/api/webhooks",                                       Right(Settings, Read),   Right(Settings, Write)),
    ("/api/webhooks/{id}",                                  No,                      Right(Settings, Write)),
    ("/api/webhooks/{id}/ping",                             No,                      Right(Settings, Write)),
    ("/api/webhooks/{id}/deliveries",                       Right(Settings, Read),   No),
    ("/api/exchange/national",                              No,                      Right(Steering, Write)),
    ("/api/exchange/{file}",                                Right(Export, Read),     No),

    ("/api/layers/{layer}/items",                           Layers,                  No),
    ("/api/layers/{layer}/{file}",                          LayerFile,               No),
    ("/api/legend/{file}",                                  Layers,                  No),
    ("/api/maps/{file}",                                    Layers,                  No),
    ("/styles/{file}",                                      Layers,                  No),
    ("/tiles/{file}",                                       Layers,                  No),
    ("/tiles/{layer}/{z}/{x}/{tile}",                       Layers,                  No),
    ("/basemap.json",                                       Known,                   No),
    ("/basemap.pmtiles",                                    Known,                   No),
    ("/basemap/{z}/{x}/{tile}",                             Known,                   No),

    ("/ogc",                                                Known,                   No),
    ("/ogc/",                                               Known,                   No),
    ("/ogc/api",                                            Known,                   No),
    ("/ogc/conformance",                                    Known,                   No),
    ("/ogc/tileMatrixSets",                                 Known,                   No),
    ("/ogc/tileMatrixSets/{set}",                           Known,                   No),
    ("/ogc/collections",                                    Known,                   No),
    ("/ogc/collections/{collection}",                       Layers,                  No),
    ("/ogc/collections/{collection}/queryables",            Layers,                  No),
    ("/ogc/collections/{collection}/schema",                Layers,                  No),
    ("/ogc/collections/{collection}/items",                 Layers,                  Right(Sites, Write)),
    ("/ogc/collections/{collection}/items/{id}",            Layers,                  Right(Sites, Write)),
    ("/ogc/collections/{collection}/tiles",                 Layers,                  No),
    ("/ogc/collections/{collection}/tiles/{set}",           Layers,                  No),
    ("/ogc/collections/{collection}/tiles/{set}/{matrix}/{row}/{column}", Layers,    No),
];

/// The same, to be found at once: every request asks twice.
static BY_ADDRESS: LazyLock<HashMap<&str, (Need, Need)>> = LazyLock::new(|| {
    let rows = TABLE.iter();
    rows.map(|&(address, looking, changing)| (address, (looking, changing)))
        .collect()
});

/// What an address needs for a method; `None` where no row says.
pub(super) fn need(path: &str, method: &Method) -> Option<Need> {
    let (looking, changing) = BY_ADDRESS.get(path)?;
    let looks = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    Some(if looks { *looking } else { *changing })
}

/// An address as its route is written, if there is such a route.
pub(super) fn address(path: &str) -> Option<&'static str> {
    BY_ADDRESS.get_key_value(path).map(|(address, _)| *address)
}

/// Lets somebody through to an address, or says why not. `named` are the parts of the address that
/// its route names.
pub(super) fn check(
    person: &Person,
    territory: &Territory,
    need: Need,
    named: &[(String, String)],
) -> Result<(), Problem> {
    match need {
        Need::Anyone => return Ok(()),
        _ if !person.is_known() => return Err(Problem::not_signed_in()),
        // The handler of no method answers 405.
        Need::No | Need::Account => return Ok(()),
        _ => {}
    }
    if owes_factor(person) {
        return Err(Problem::factor_due());
    }
    if charter::is_due(person) {
        return Err(Problem::charter_due());
    }
    let may = |resource, act| access::may(person, territory, (resource, act), Reach::Territory);
    let allowed = match need {
        Need::Right(resource, act) => may(resource, act),
        Need::Own(resource, act) => access::may(person, territory, (resource, act), Reach::Own),
        Need::Counts(resource) => {
            access::may(person, territory, (resource, Act::Read), Reach::Counts)
        }
        Need::Site(act) => {
            let seen = access::sites(person, territory, act);
            let code = part(named, "code").unwrap_or_default();
            if !seen.holds(code) && !access::sites(person, territory, Act::Read).holds(code) {
                return Err(hidden(code, &seen));
            }
            seen.holds(code)
        }
        Need::Register(act) => may_own(person, territory, (named, act)),
        Need::Layers => all_seen(person, territory, named),
        Need::LayerFile => may(Resource::Export, Act::Read) && all_seen(person, territory, named),
        Need::Known | Need::Anyone | Need::Account | Need::No => true,
    };
    if allowed {
        Ok(())
    } else {
        Err(Problem::forbidden())
    }
}

/// The handler knows which entries are whose own, and which fields may be read. Of a register that
/// there is not, it tells so.
fn may_own(
    person: &Person,
    territory: &Territory,
    (named, act): (&[(String, String)], Act),
) -> bool {
    let register = part(named, "register").and_then(domain::Register::from_code);
    register.is_none_or(|register| {
        access::may(person, territory, (register.resource(), act), Reach::Own)
    })
}

/// Who sees some settlements is not told that there are others; who sees none is told so.
fn hidden(code: &str, seen: &SitesSeen) -> Problem {
    match seen {
        SitesSeen::Only(codes) if codes.is_empty() => Problem::forbidden(),
        _ => Problem::not_found(format!(
            "no settlement has the code {code:?}; `jalon rank` lists them"
        )),
    }
}

fn owes_factor(person: &Person) -> bool {
    matches!(
        person.way,
        Way::Session {
            second_factor_due: true,
            ..
        }
    )
}

fn part<'a>(named: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = named.iter().find(|(of, _)| of == name);
    found.map(|(_, value)| value.as_str())
}

fn all_seen(person: &Person, territory: &Territory, named: &[(String, String)]) -> bool {
    let text = ["layer", "collection", "file"]
        .iter()
        .find_map(|name| part(named, name))
        .unwrap_or_default();
    let codes = text.split(['.', '@']).next().unwrap_or_default();
    let mut kinds = codes.split(',').filter_map(LayerKind::from_code);
    kinds.all(|kind| sees(person, territory, kind))
}

/// Whether somebody sees a layer.
fn sees(person: &Person, territory: &Territory, kind: LayerKind) -> bool {
    let (resource, least) = match kind {
        LayerKind::Settlements => (Resource::Sites, Reach::Territory),
        // The ground of the city: counts stand in it, and nothing else about anybody.
        LayerKind::Neighbourhoods | LayerKind::System(_) => (Resource::Dispersal, Reach::Counts),
        LayerKind::Zones(_) | LayerKind::Study(_) | LayerKind::Depth | LayerKind::Landmarks(_) => {
            (Resource::Hazard, Reach::Territory)
        }
        LayerKind::Placements => (Resource::Household, Reach::Territory),
        LayerKind::Offers => (Resource::Homes, Reach::Territory),
    };
    access::may(person, territory, (resource, Act::Read), least)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The row of an address, whatever its parts are called in the document.
    fn row_like(path: &str, method: &Method) -> Option<Need> {
        let plain = |path: &str| {
            let parts = path
                .split('/')
                .map(|part| if part.starts_with('{') { "{}" } else { part });
            parts.collect::<Vec<_>>().join("/")
        };
        let row = TABLE.iter().find(|(of, ..)| plain(of) == plain(path))?;
        need(row.0, method)
    }

    #[test]
    fn every_address_of_the_api_document_has_its_row_for_each_method() {
        let document = crate::http::document();
        let paths = document["paths"].as_object().unwrap();
        let all = paths.iter().flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().keys();
            methods.map(move |method| (path, method.to_uppercase()))
        });

        let missing: Vec<_> = all
            .filter(|(_, method)| ["GET", "PUT", "POST", "PATCH", "DELETE"].contains(&&**method))
            .filter(|(path, method)| {
                let need = row_like(path, &method.parse().unwrap());
                matches!(need, None | Some(Need::No))
            })
            .collect();

        assert_eq!(missing, []);
    }

    #[test]
    fn no_row_stands_twice() {
        let mut paths: Vec<&str> = TABLE.iter().map(|(path, ..)| *path).collect();
        let all = paths.len();
        paths.sort_unstable();
        paths.dedup();

        assert_eq!(paths.len(), all);
    }
}
