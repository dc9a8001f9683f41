//! A colour, and how style languages write it.

/// Red, green, blue and how opaque, 0 to 255 each; not multiplied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
    /// 0 for nothing, 255 for all.
    pub alpha: u8,
}

impl Colour {
    /// White.
    pub const WHITE: Self = Self::rgb(0xff_ffff);

    /// An opaque colour from its six digits.
    ///
    /// ```
    /// use jalon::looks::Colour;
    /// assert_eq!(Colour::rgb(0x174a8c).hex(), "#174a8c");
    /// ```
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "each is one byte of the number"
    )]
    pub const fn rgb(digits: u32) -> Self {
        Self {
            red: (digits >> 16) as u8,
            green: (digits >> 8) as u8,
            blue: digits as u8,
            alpha: 255,
        }
    }

    /// The same colour, less opaque.
    #[must_use]
    pub const fn with_alpha(self, alpha: u8) -> Self {
        Self { alpha, ..self }
    }

    /// `#rrggbb`, without how opaque it is.
    #[must_use]
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// How opaque it is, 0 to 1.
    #[must_use]
    pub fn opacity(self) -> f32 {
        f32::from(self.alpha) / 255.0
    }

    /// As CSS and map styles write it.
    ///
    /// ```
    /// use jalon::looks::Colour;
    /// assert_eq!(Colour::WHITE.css(), "#ffffff");
    /// assert_eq!(Colour::WHITE.with_alpha(51).css(), "rgba(255,255,255,0.200)");
    /// ```
    #[must_use]
    pub fn css(self) -> String {
        if self.alpha == 255 {
            return self.hex();
        }
        let (red, green, blue) = (self.red, self.green, self.blue);
        format!("rgba({red},{green},{blue},{:.3})", self.opacity())
    }
}
