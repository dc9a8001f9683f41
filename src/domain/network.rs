//! A range of addresses of the network, by its first address and how many bits all of them share.

use std::{fmt, net::IpAddr, str::FromStr};

use serde::{Deserialize, Serialize};

/// A range of addresses.
///
/// ```
/// use jalon::domain::Network;
/// let office: Network = "10.2.0.0/16".parse().unwrap();
/// assert!(office.holds("10.2.7.9".parse().unwrap()));
/// assert!(!office.holds("10.3.0.1".parse().unwrap()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    first: IpAddr,
    bits: u8,
}

/// What is no range of addresses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{given:?} is no range of addresses; write its first address and its length, such as 10.2.0.0/16 or 2001:db8::/48"
)]
pub struct NoNetwork {
    given: String,
}

impl Network {
    /// Whether an address is one of the range. An address of IPv4 is one, however it is written.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.first, address.to_canonical()) {
            (IpAddr::V4(first), IpAddr::V4(one)) => {
                shared(first.to_bits().into(), one.to_bits().into(), 32 - self.bits)
            }
            (IpAddr::V6(first), IpAddr::V6(one)) => {
                shared(first.to_bits(), one.to_bits(), 128 - self.bits)
            }
            _ => false,
        }
    }
}

/// Whether two addresses differ in their last bits only.
fn shared(first: u128, one: u128, last: u8) -> bool {
    (first ^ one).checked_shr(last.into()).unwrap_or(0) == 0
}

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(given: &str) -> Result<Self, NoNetwork> {
        let wrong = || NoNetwork {
            given: given.chars().take(60).collect(),
        };
        let (address, bits) = match given.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (given.trim(), None),
        };
        let first: IpAddr = address.parse().map_err(|_| wrong())?;
        let whole = if first.is_ipv4() { 32 } else { 128 };
        let bits = match bits {
            None => whole,
            Some(bits) => bits.parse().map_err(|_| wrong())?,
        };
        let first = first.to_canonical();
        let network = Self { first, bits };
        let fits = bits <= whole && (whole == 32 || first.is_ipv6());
        // Bits behind the length say that another range is meant than is written.
        let is_first = fits && network.holds_first();
        is_first.then_some(network).ok_or_else(wrong)
    }
}

impl Network {
    /// Whether nothing stands behind the bits that all addresses share.
    fn holds_first(&self) -> bool {
        let behind = |first: u128, last: u8| {
            let mask = 1_u128
                .checked_shl(last.into())
                .map_or(u128::MAX, |bit| bit - 1);
            first & mask == 0
        };
        match self.first {
            IpAddr::V4(first) => behind(first.to_bits().into(), 32 - self.bits),
            IpAddr::V6(first) => behind(first.to_bits(), 128 - self.bits),
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.bits)
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

impl TryFrom<String> for Network {
    type Error = NoNetwork;

    fn try_from(given: String) -> Result<Self, NoNetwork> {
        given.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(network: &str, address: &str) -> bool {
        let network: Network = network.parse().unwrap();
        network.holds(address.parse().unwrap())
    }

    #[test]
    fn a_range_holds_its_first_and_last_address_and_no_other() {
        assert!(holds("192.0.2.0/24", "192.0.2.0"));
        assert!(holds("192.0.2.0/24", "192.0.2.255"));
        assert!(!holds("192.0.2.0/24", "192.0.3.0"));
        assert!(holds("192.0.2.7", "192.0.2.7"));
        assert!(!holds("192.0.2.7", "192.0.2.6"));
        assert!(holds("0.0.0.0/0", "203.0.113.9"));
        assert!(holds("2001:db8::/48", "2001:db8:0:ffff::1"));
        assert!(!holds("2001:db8::/48", "2001:db8:1::"));
        assert!(holds("::/0", "2001:db8::1"));
    }

    #[test]
    fn an_address_of_the_older_sort_is_the_same_however_it_is_written() {
        assert!(holds("10.0.0.0/8", "::ffff:10.1.2.3"));
        assert!(!holds("::/0", "10.1.2.3"));
    }

    #[test]
    fn what_is_no_range_is_refused_with_an_example() {
        for wrong in [
            "",
            "office",
            "10.0.0.1/8",
            "10.0.0.0/33",
            "10.0.0.0/-1",
            "2001:db8::1/48",
            "::/129",
            "10.0.0.0/8/8",
            "::ffff:10.0.0.0/104",
        ] {
            let refused = wrong.parse::<Network>().unwrap_err();
            assert!(refused.to_string().contains("10.2.0.0/16"), "{wrong}");
        }
        let kept: Network = "2001:db8::/32".parse().unwrap();
        assert_eq!(kept.to_string(), "2001:db8::/32");
    }
}
