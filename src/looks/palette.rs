//! Colours and what they mean. Every ramp is ordered by lightness and told apart by the
//! colour-blind (web/test/palette.test.ts); the worst class of each carries a hatch or a letter too,
//! because colour is never the only sign.

use super::{Colour, Theme};
use crate::domain::{HazardClass, Peril};

/// A to E, light to dark: on paper printed in grey the order still shows.
pub const CLASS_COLOURS: [(HazardClass, Colour); 5] = [
    (HazardClass::A, Colour::rgb(0xff_edb0)),
    (HazardClass::B, Colour::rgb(0xfd_bf5e)),
    (HazardClass::C, Colour::rgb(0xee_7d33)),
    (HazardClass::D, Colour::rgb(0xbf_2f45)),
    (HazardClass::E, Colour::rgb(0x56_1048)),
];

/// The ink that can be read on a class's colour.
#[must_use]
pub fn ink_on(class: HazardClass) -> Colour {
    match class {
        HazardClass::D | HazardClass::E => Colour::WHITE,
        HazardClass::A | HazardClass::B | HazardClass::C => Colour::rgb(0x2a_1a08),
    }
}

/// A quotient of 1 is what an even spread gives; each step is a ratio of about 1.25 or 2.
pub const QUOTIENT_BREAKS: [f64; 4] = [0.5, 0.8, 1.25, 2.0];

/// Blue-green for fewer than an even spread, brown for more.
pub const QUOTIENT_COLOURS: [(&str, Colour); 5] = [
    ("far_fewer", Colour::rgb(0x12_708f)),
    ("fewer", Colour::rgb(0x93_cbd6)),
    ("even", Colour::rgb(0xf4_f1e6)),
    ("more", Colour::rgb(0xdd_b56a)),
    ("far_more", Colour::rgb(0x8a_4b0c)),
];

/// Water is blue; each other peril has its own hue, so that two layers can lie on one another.
fn ramp(peril: Peril) -> [u32; 4] {
    match peril {
        Peril::Flood => [0xd3_e6f5, 0x93_c1e4, 0x44_88c7, 0x17_4a8c],
        Peril::Landslide => [0xec_dfc8, 0xcd_b48a, 0xa2_814d, 0x66_4a1e],
        Peril::Clay => [0xf8_e9de, 0xdf_b196, 0xb0_7355, 0x6b_3a25],
        Peril::Pprt => [0xe6_dcf0, 0xc3_abdb, 0x92_70b8, 0x57_3585],
        Peril::Wildfire => [0xf6_dbe0, 0xe5_a5b3, 0xc7_677f, 0x8a_2f4b],
        Peril::PollutedSoil => [0xea_f3d6, 0xb8_cf83, 0x7d_9a3e, 0x42_5913],
        Peril::Other => [0xe9_ebed, 0xb5_bbc1, 0x7c_848c, 0x3b_434b],
    }
}

/// How much of the peril's own hue shows through the dark ground.
const NIGHT_SHARES: [u8; 4] = [0x24, 0x5c, 0xb0, 0xff];

/// The colour of a severity of 1 to 4. By night the order turns: worse is brighter, because it
/// must stand out from a dark ground.
#[must_use]
pub fn severity_colour(peril: Peril, severity: u8, theme: Theme) -> Colour {
    let ramp = ramp(peril).map(Colour::rgb);
    let at = usize::from(severity.clamp(1, 4) - 1);
    match theme {
        Theme::Light => ramp[at],
        Theme::Dark if at == 3 => ramp[1],
        Theme::Dark => ramp[2].with_alpha(NIGHT_SHARES[at]),
    }
}

/// The map's greys, by day and by night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Greys {
    /// Neighbourhoods under other things.
    pub ground: Colour,
    /// Their borders.
    pub edge: Colour,
    /// Their names.
    pub label: Colour,
    /// Around names.
    pub halo: Colour,
    /// Around settlements, and their names.
    pub ring: Colour,
}

/// The map's greys.
#[must_use]
pub fn greys(theme: Theme) -> Greys {
    let [ground, edge, label, halo, ring] = match theme {
        Theme::Light => [0xfb_fbf9, 0xb4_bcc2, 0x5b_6670, 0xff_ffff, 0x14_212c],
        Theme::Dark => [0x20_272e, 0x56_626d, 0xb9_c4cd, 0x12_171c, 0xff_ffff],
    }
    .map(Colour::rgb);
    Greys {
        ground,
        edge,
        label,
        halo,
        ring,
    }
}

/// What a map has under everything.
#[must_use]
pub fn ground(theme: Theme) -> Colour {
    Colour::rgb(match theme {
        Theme::Light => 0xe3_e8ea,
        Theme::Dark => 0x12_171c,
    })
}
