//! The ten kinds of danger that a score is made of.

use super::code_list;

code_list! {
    /// One kind of danger, named as a safety officer would.
    Factor {
        /// Water.
        Flood = "flood",
        /// Fire within the site or around it.
        Fire = "fire",
        /// Ground that moves.
        Ground = "ground",
        /// Industrial plants and gas pipelines.
        Industrial = "industrial",
        /// Trains and traffic.
        Transport = "transport",
        /// High-voltage lines.
        PowerLine = "power_line",
        /// Polluted soil and waste.
        Pollution = "pollution",
        /// Anything else drawn as areas.
        Other = "other",
        /// Water, toilets, waste and room to live.
        Sanitation = "sanitation",
        /// How help gets there.
        Access = "access",
    }
}
