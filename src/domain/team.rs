//! Whom to call for a settlement: a team's own telephone and mail, never a private one.

use serde::Deserialize;
use utoipa::ToSchema;

use super::{EntryError, entry};

/// A team and what it is in charge of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// What it is called; unique.
    pub name: String,
    /// Its telephone.
    pub phone: Option<String>,
    /// Its mail.
    pub email: Option<String>,
    /// What it is in charge of.
    pub covers: Vec<Cover>,
}

/// Something that a team is in charge of, widest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cover {
    /// Every settlement.
    All,
    /// The settlements of the neighbourhood of this code.
    Neighbourhood(String),
    /// The settlement of this code.
    Settlement(String),
}

/// How to reach the team of a settlement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The team.
    pub team: String,
    /// Its telephone.
    pub phone: Option<String>,
    /// Its mail.
    pub email: Option<String>,
}

/// A team as it is entered.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewTeam {
    /// What it is called: 2 to 80 characters.
    #[serde(skip_deserializing)]
    pub name: String,
    /// Its telephone: 2 to 15 digits, with blanks, dots and dashes between them, `+` before them.
    pub phone: String,
    /// Its mail.
    pub email: String,
    /// Codes of settlements it is in charge of: up to 1,000.
    pub settlements: Vec<String>,
    /// Codes of neighbourhoods it is in charge of: up to 1,000.
    pub neighbourhoods: Vec<String>,
    /// Whether it is in charge of every settlement.
    pub all: bool,
}

/// Settlements or neighbourhoods of one team.
const MOST_COVERS: usize = 1_000;

impl Team {
    /// What was entered, checked; whether the codes exist is checked by whoever knows them.
    ///
    /// # Errors
    /// A telephone or mail that is none, neither of the two, nothing to be in charge of.
    pub fn entered(new: &NewTeam) -> Result<Self, EntryError> {
        let phone = Some(new.phone.trim()).filter(|phone| !phone.is_empty());
        let email = Some(new.email.trim()).filter(|email| !email.is_empty());
        if phone.is_none() && email.is_none() {
            return Err(EntryError::of("phone", "", "a telephone, or an `email`"));
        }
        Ok(Self {
            name: entry::text("name", &new.name, 2..=80)?,
            phone: phone.map(checked_phone).transpose()?,
            email: email.map(checked_email).transpose()?,
            covers: covers(new)?,
        })
    }
}

fn covers(new: &NewTeam) -> Result<Vec<Cover>, EntryError> {
    let mut covers: Vec<Cover> = new.all.then_some(Cover::All).into_iter().collect();
    for (key, codes, cover) in [
        (
            "neighbourhoods",
            &new.neighbourhoods,
            Cover::Neighbourhood as fn(String) -> Cover,
        ),
        ("settlements", &new.settlements, Cover::Settlement),
    ] {
        if codes.len() > MOST_COVERS {
            let given = format!("{} codes", codes.len());
            return Err(EntryError::of(key, &given, format!("up to {MOST_COVERS}")));
        }
        for code in codes {
            covers.push(cover(entry::text(key, code, 1..=80)?));
        }
    }
    if covers.is_empty() {
        let allowed = "codes of `settlements` or of `neighbourhoods`, or `all`";
        return Err(EntryError::of("settlements", "", allowed));
    }
    covers.sort();
    covers.dedup();
    Ok(covers)
}

fn checked_phone(phone: &str) -> Result<String, EntryError> {
    let rest = phone.strip_prefix('+').unwrap_or(phone);
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = rest
        .bytes()
        .all(|byte| byte.is_ascii_digit() || b" .-()".contains(&byte));
    if is_plain && (2..=15).contains(&digits) && phone.len() <= 30 {
        return Ok(phone.to_owned());
    }
    let allowed = "2 to 15 digits, with blanks, dots or dashes between them and + before them";
    Err(EntryError::of("phone", phone, allowed))
}

/// Not the whole grammar of RFC 5322, which nobody's office uses: enough to catch slips, and
/// nothing that could break a line of a mail.
fn checked_email(email: &str) -> Result<String, EntryError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "._%+-".contains(c);
    let is_mail = email.split_once('@').is_some_and(|(local, domain)| {
        let labels: Vec<&str> = domain.split('.').collect();
        let is_label = |label: &&str| {
            !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        (1..=64).contains(&local.len())
            && local.chars().all(plain)
            && labels.len() >= 2
            && labels.iter().all(is_label)
    });
    if is_mail && email.len() <= 254 {
        return Ok(email.to_owned());
    }
    let allowed = "an address of mail such as team@city.example";
    Err(EntryError::of("email", email, allowed))
}

/// How to reach whoever is in charge of a settlement: the team that covers it most closely, of
/// several the first by name.
///
/// ```
/// use jalon::domain::{Cover, Team, contact};
/// let team = |name: &str, cover| Team {
///     name: name.into(), phone: Some("112".into()), email: None, covers: vec![cover],
/// };
/// let teams = [team("city", Cover::All), team("east", Cover::Neighbourhood("E".into()))];
/// assert_eq!(contact(&teams, "S1", Some("E")).unwrap().team, "east");
/// assert_eq!(contact(&teams, "S2", Some("W")).unwrap().team, "city");
/// assert_eq!(contact(&[], "S1", None), None);
/// ```
#[must_use]
pub fn contact(teams: &[Team], settlement: &str, neighbourhood: Option<&str>) -> Option<Contact> {
    let closeness = |cover: &Cover| match cover {
        Cover::Settlement(code) => (code == settlement).then_some(2),
        Cover::Neighbourhood(code) => (Some(code.as_str()) == neighbourhood).then_some(1),
        Cover::All => Some(0),
    };
    let in_charge = teams.iter().filter_map(|team| {
        let closest = team.covers.iter().filter_map(closeness).max()?;
        Some((closest, team))
    });
    let (_, team) = in_charge.max_by(|(a, one), (b, other)| {
        // The first by name is the greatest, as `max_by` keeps the greatest.
        a.cmp(b).then_with(|| other.name.cmp(&one.name))
    })?;
    Some(Contact {
        team: team.name.clone(),
        phone: team.phone.clone(),
        email: team.email.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn team(phone: &str, email: &str) -> NewTeam {
        NewTeam {
            name: "north team".to_owned(),
            phone: phone.to_owned(),
            email: email.to_owned(),
            all: true,
            ..NewTeam::default()
        }
    }

    #[test]
    fn telephones_and_mails_that_are_none_are_refused() {
        for (phone, email) in [
            ("+33 5 61 00 00 00", ""),
            ("", "safety@city.example"),
            ("15", "a@b"),
            ("call me", ""),
            ("1234567890123456", ""),
            ("", "a b@city.example"),
            ("", "a@city.example\r\nBcc: x@y.example"),
            ("", ""),
        ] {
            let entered = Team::entered(&team(phone, email));
            let is_good = phone.starts_with('+') || email == "safety@city.example";
            assert_eq!(entered.is_ok(), is_good, "{phone:?} {email:?}");
        }
    }

    #[test]
    fn a_team_in_charge_of_nothing_is_refused() {
        let mut idle = team("112", "");
        idle.all = false;

        assert!(
            Team::entered(&idle)
                .unwrap_err()
                .to_string()
                .contains("`settlements` is missing")
        );
    }

    #[test]
    fn of_two_teams_as_close_the_first_by_name_is_called() {
        let called = |name: &str| Team {
            name: name.to_owned(),
            phone: Some("112".to_owned()),
            email: None,
            covers: vec![Cover::Settlement("S1".to_owned())],
        };

        let found = contact(&[called("b"), called("a"), called("c")], "S1", None);

        assert_eq!(found.unwrap().team, "a");
    }
}
