//! How every layer is drawn: which features look how, and what the signs are called.
//!
//! One table serves tiles of pixels, printed maps, legends and styles of map libraries, so that
//! none of them can drift from another. A layer has classes, each with a `rule` on the published
//! columns and `marks` to draw (`paint`); `settlements`, `clusters`, `neighbourhoods`, `zones`,
//! `landmarks` and `studies` hold them, `palette` the colours, `zooms` from where to where there are
//! tiles; `maplibre` writes them as a style. The page draws the same: tests/it/looks.rs reads its
//! files and holds both equal.

mod colour;
mod rule;
mod paint;
mod palette;
mod settlements;
mod clusters;
mod neighbourhoods;
mod zones;
mod landmarks;
mod studies;
mod zooms;
mod maplibre;
mod qgis;

pub use colour::Colour;
pub use maplibre::{Glyphs, Style, style};
pub use paint::{Hatch, HatchKind, LetterLook, Line, Mark, On, Paint, Sign, SignShape};
pub use palette::{
    CLASS_COLOURS, Greys, QUOTIENT_BREAKS, QUOTIENT_COLOURS, greys, ground, ink_on, severity_colour,
};
pub use qgis::qml;
pub use rule::Rule;
pub use zooms::{Zooms, zooms};

use crate::{
    domain::LayerKind,
    spatial::{Feature, Properties},
};

/// Lights on or off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// On white.
    #[default]
    Light,
    /// On a dark ground: worse is brighter.
    Dark,
}

/// What a map is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// Danger: neighbourhoods are quiet ground.
    #[default]
    Dangers,
    /// Dispersal: neighbourhoods are coloured by their location quotient.
    Dispersal,
}

impl View {
    /// What a map of these layers is about, unless somebody says: neighbourhoods alone are coloured,
    /// under anything else they are the ground.
    ///
    /// ```
    /// use jalon::{domain::LayerKind, looks::View};
    /// assert_eq!(View::of(&[LayerKind::Neighbourhoods]), View::Dispersal);
    /// let both = [LayerKind::Neighbourhoods, LayerKind::Settlements];
    /// assert_eq!(View::of(&both), View::Dangers);
    /// ```
    #[must_use]
    pub fn of(layers: &[LayerKind]) -> Self {
        let are_areas =
            |kind: &LayerKind| matches!(kind, LayerKind::Neighbourhoods | LayerKind::System(_));
        if layers.iter().all(are_areas) {
            Self::Dispersal
        } else {
            Self::Dangers
        }
    }
}

/// Theme and view together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scene {
    /// Lights on or off.
    pub theme: Theme,
    /// What the map is about.
    pub view: View,
}

/// Features that look alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// Which features.
    pub rule: Rule,
    /// What is drawn of each.
    pub marks: Vec<Mark>,
}

/// A line of a legend: a sample and the name of its word.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The message in `text/*.ftl`.
    pub word: String,
    /// Where the class begins and ends, when the word says so.
    pub range: Option<(Option<f64>, Option<f64>)>,
    /// What is drawn of the sample.
    pub marks: Vec<Mark>,
}

/// The words on a layer's features.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// The column that holds them.
    pub column: &'static str,
    /// Ink and halo.
    pub colours: (Colour, Colour),
    /// Height of the letters, in pixels.
    pub size_px: f32,
    /// Heavier letters.
    pub bold: bool,
    /// How far below the place they stand, in pixels.
    pub below_px: f32,
    /// Projected metres a pixel from which on they are left out; none where only room decides.
    pub coarsest: Option<f64>,
    /// Whether they are left out where they are wider than their area.
    pub must_fit: bool,
}

/// What the features of a layer's tiles stand for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    /// One record each.
    #[default]
    Records,
    /// All records near a point.
    Clusters,
}

/// How a layer is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerLook {
    /// Which layer.
    pub kind: LayerKind,
    /// What its features stand for.
    pub shows: Shows,
    /// From the ground up: areas, danger, lines, settlements, points.
    pub floor: u8,
    /// What is drawn; a feature may be of several classes. Later ones lie on top.
    pub classes: Vec<Class>,
    /// What a legend says of it; one entry with the layer's name where that says it all.
    pub legend: Vec<Entry>,
    /// The words on it.
    pub label: Option<Label>,
}

impl LayerLook {
    /// The classes that a feature with these columns is of, by number.
    pub fn classes_of(&self, columns: &Properties) -> impl Iterator<Item = usize> {
        let numbered = self.classes.iter().enumerate();
        numbered.filter_map(|(at, class)| class.rule.holds(columns).then_some(at))
    }

    /// The marks on areas and lines in the order they are drawn, each with its class.
    #[must_use]
    pub fn passes(&self) -> Vec<(usize, Mark)> {
        let numbered = self.classes.iter().enumerate();
        let mut passes: Vec<(usize, Mark)> = numbered
            .flat_map(|(at, class)| class.marks.iter().map(move |&mark| (at, mark)))
            .filter(|(_, mark)| !mark.on.is_place())
            .collect();
        passes.sort_by_key(|(_, mark)| mark.floor);
        passes
    }

    /// The signs at places that a feature is drawn with, and its last class: the greater, the
    /// farther on top.
    #[must_use]
    pub fn signs_of(&self, feature: &Feature) -> Option<(usize, Vec<Sign>)> {
        let classes: Vec<usize> = self.classes_of(&feature.properties).collect();
        let marks = classes.iter().flat_map(|&at| &self.classes[at].marks);
        let signs: Vec<Sign> = marks
            .filter_map(|mark| match mark.paint {
                Paint::Sign(sign) if mark.on.is_of(&feature.shape) => Some(sign),
                _ => None,
            })
            .collect();
        let last = *classes.last()?;
        (!signs.is_empty()).then_some((last, signs))
    }

    /// Whether signs carry letters where a pixel is so many projected metres.
    #[must_use]
    pub fn has_letters(&self, metres_a_pixel: f64) -> bool {
        let mut marks = self.classes.iter().flat_map(|class| &class.marks);
        marks.any(|mark| match mark.paint {
            Paint::Sign(sign) => sign.at(metres_a_pixel).letter.is_some(),
            _ => false,
        })
    }

    /// Whether any class draws signs at places.
    #[must_use]
    pub fn has_signs(&self) -> bool {
        let mut marks = self.classes.iter().flat_map(|class| &class.marks);
        marks.any(|mark| mark.on.is_place())
    }
}

/// How a layer is drawn; `None` for those that never are.
#[must_use]
pub fn of(kind: LayerKind, scene: Scene) -> Option<LayerLook> {
    match kind {
        LayerKind::Settlements => Some(settlements::look(scene.theme)),
        LayerKind::Neighbourhoods | LayerKind::System(_) => Some(neighbourhoods::look(kind, scene)),
        LayerKind::Zones(peril) => Some(zones::look(peril, scene.theme)),
        LayerKind::Study(_) => Some(studies::look(kind, scene.theme)),
        LayerKind::Landmarks(of) => Some(landmarks::look(of)),
        LayerKind::Depth | LayerKind::Placements | LayerKind::Offers => None,
    }
}

/// How the clusters of a layer are drawn; `None` for layers that never have any.
#[must_use]
pub fn clusters_of(kind: LayerKind, scene: Scene) -> Option<LayerLook> {
    let has_clusters = zooms(kind).clusters_to.is_some();
    has_clusters.then(|| clusters::look(kind, scene.theme))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spatial::Value;

    fn scenes() -> impl Iterator<Item = Scene> {
        let views = [View::Dangers, View::Dispersal];
        [Theme::Light, Theme::Dark]
            .into_iter()
            .flat_map(move |theme| views.map(|view| Scene { theme, view }))
    }

    #[test]
    fn every_layer_with_shapes_has_a_look_and_no_other() {
        for kind in LayerKind::all() {
            let hidden = matches!(
                kind,
                LayerKind::Depth | LayerKind::Placements | LayerKind::Offers
            );
            for scene in scenes() {
                assert_eq!(of(kind, scene).is_none(), hidden, "{kind}");
            }
        }
    }

    #[test]
    fn a_settlement_is_of_one_class_whatever_is_known_of_it() {
        let look = of(LayerKind::Settlements, Scene::default()).unwrap();
        let text = |text: &str| Value::from(text.to_owned());

        for (class, band) in [
            ("A", "very_low"),
            ("E", "critical"),
            ("E", "insufficient_data"),
        ] {
            let columns = Properties::from_iter([("class", text(class)), ("band", text(band))]);
            assert_eq!(look.classes_of(&columns).count(), 1, "{class} {band}");
        }
        assert_eq!(look.classes_of(&Properties::new()).count(), 1);
    }

    #[test]
    fn a_zone_of_no_known_severity_is_drawn_as_the_mildest() {
        let look = of(LayerKind::from_code("flood").unwrap(), Scene::default()).unwrap();
        let class_of = |severity: Value| {
            let columns = Properties::from_iter([("severity", severity)]);
            look.classes_of(&columns).collect::<Vec<_>>()
        };

        assert_eq!(class_of(Value::Null), class_of(Value::Integer(1)));
        assert_eq!(class_of(Value::Integer(9)), class_of(Value::Integer(1)));
        assert_ne!(class_of(Value::Integer(4)), class_of(Value::Integer(1)));
    }

    #[test]
    fn a_neighbourhood_is_coloured_by_the_shrunk_quotient_first() {
        let scene = Scene {
            view: View::Dispersal,
            ..Scene::default()
        };
        let look = of(LayerKind::Neighbourhoods, scene).unwrap();
        let class_of = |columns: &[(&'static str, f64)]| {
            let columns = columns.iter().map(|&(name, n)| (name, Value::Number(n)));
            look.classes_of(&columns.collect()).collect::<Vec<_>>()
        };

        let raw = class_of(&[("location_quotient", 3.0)]);
        let shrunk = class_of(&[("location_quotient", 3.0), ("shrunk_quotient", 1.0)]);
        let hidden = class_of(&[("households", 900.0)]);
        let unknown = class_of(&[]);

        assert_eq!(raw, [4]);
        assert_eq!(shrunk, [2]);
        assert_eq!(hidden, [5]);
        assert_eq!(unknown, [6]);
        assert_eq!(
            class_of(&[("location_quotient", 2.0)]),
            [4],
            "a break is of the class above"
        );
    }
}
