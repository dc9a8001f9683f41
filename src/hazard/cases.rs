//! One figure in three cases: all unknowns good, as shown, all unknowns bad.

/// A figure with exact bounds; `low <= value <= high` as long as what made it rises in every unknown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cases {
    /// If every unknown were good.
    pub low: f64,
    /// As shown.
    pub value: f64,
    /// If every unknown were bad.
    pub high: f64,
}

impl Cases {
    /// A figure that is known: the same in every case.
    #[must_use]
    pub fn known(value: f64) -> Self {
        Self {
            low: value,
            value,
            high: value,
        }
    }

    /// A figure of which nothing is known but that it lies between 0 and `high`.
    ///
    /// ```
    /// use jalon::hazard::Cases;
    /// assert_eq!(Cases::unknown(0.5, 0.8), Cases { low: 0.0, value: 0.4, high: 0.8 });
    /// ```
    #[must_use]
    pub fn unknown(mid: f64, high: f64) -> Self {
        Self::between(mid, 0.0, high)
    }

    /// A figure of which only its bounds are known, shown a share `mid` of the way between them.
    ///
    /// ```
    /// use jalon::hazard::Cases;
    /// assert_eq!(Cases::between(0.5, 0.2, 0.8), Cases { low: 0.2, value: 0.5, high: 0.8 });
    /// ```
    #[must_use]
    pub fn between(mid: f64, low: f64, high: f64) -> Self {
        Self {
            low,
            value: low + mid * (high - low),
            high,
        }
    }

    /// One calculation over several figures, made in each case.
    ///
    /// ```
    /// use jalon::hazard::Cases;
    /// let sum = Cases::over(&[Cases::known(1.0), Cases::unknown(0.5, 1.0)], |x| x.iter().sum());
    /// assert_eq!(sum, Cases { low: 1.0, value: 1.5, high: 2.0 });
    /// ```
    #[must_use]
    pub fn over(figures: &[Self], calculation: impl Fn(&[f64]) -> f64) -> Self {
        let in_case = |case: fn(&Self) -> f64| {
            let figures: Vec<f64> = figures.iter().map(case).collect();
            calculation(&figures)
        };
        Self {
            low: in_case(|figure| figure.low),
            value: in_case(|figure| figure.value),
            high: in_case(|figure| figure.high),
        }
    }
}
