//! The flat ground the city is drawn on, and its place between Toulouse and Agen.
//!
//! A spot is `s` metres upstream along the valley and `t` metres towards the right bank.

/// Where `s = 0, t = 0` lies, in degrees.
const ORIGIN: (f64, f64) = (1.2, 43.91);

/// Metres in a degree of longitude and of latitude there, on the ellipsoid of WGS 84.
const METRES_PER_DEGREE: (f64, f64) = (80_327.4, 111_110.5);

/// The valley runs from the south-east to the north-west: a 3-4-5 triangle keeps the turn exact.
const UPSTREAM: (f64, f64) = (0.8, -0.6);

/// Fifteen degrees as cosine and sine, written out because machines may differ in their last bit.
const FIFTEEN_DEGREES: (f64, f64) = (0.965_925_826_289_068_3, 0.258_819_045_102_520_74);

/// A place on the flat ground, in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Spot {
    /// Upstream along the valley.
    pub(crate) s: f64,
    /// Towards the right bank.
    pub(crate) t: f64,
}

impl Spot {
    pub(crate) const fn new(s: f64, t: f64) -> Self {
        Self { s, t }
    }

    /// The spot moved by a vector.
    pub(crate) fn moved(self, s: f64, t: f64) -> Self {
        Self::new(self.s + s, self.t + t)
    }

    /// The spot at this share of the way to another.
    pub(crate) fn towards(self, other: Self, share: f64) -> Self {
        self.moved((other.s - self.s) * share, (other.t - self.t) * share)
    }

    /// Distance in metres.
    pub(crate) fn distance_m(self, other: Self) -> f64 {
        let (s, t) = (other.s - self.s, other.t - self.t);
        (s * s + t * t).sqrt()
    }

    /// Longitude and latitude, to the centimetre.
    pub(crate) fn degrees(self) -> [f64; 2] {
        let east = self.s * UPSTREAM.0 - self.t * UPSTREAM.1;
        let north = self.s * UPSTREAM.1 + self.t * UPSTREAM.0;
        [
            to_centimetre(ORIGIN.0 + east / METRES_PER_DEGREE.0),
            to_centimetre(ORIGIN.1 + north / METRES_PER_DEGREE.1),
        ]
    }
}

/// Seven decimals of a degree.
fn to_centimetre(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

/// The area inside a ring in m², positive when it runs counter-clockwise; the last spot joins the first.
pub(crate) fn area_m2(ring: &[Spot]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let doubled: f64 = ring
        .iter()
        .zip(next)
        .map(|(a, b)| a.s * b.t - b.s * a.t)
        .sum();
    doubled / 2.0
}

/// The 24 directions fifteen degrees apart, counter-clockwise.
pub(crate) fn unit_circle() -> impl Iterator<Item = (f64, f64)> {
    let (cos, sin) = FIFTEEN_DEGREES;
    let turned = move |&(x, y): &(f64, f64)| Some((x * cos - y * sin, x * sin + y * cos));
    std::iter::successors(Some((1.0, 0.0)), turned).take(24)
}
