//! A look as a style of QGIS (QML), which it finds in a GeoPackage and beside a Shapefile.
//!
//! One rule for each class, whose symbol has a layer for each mark. Letters on signs and the zooms
//! that leave them out have no place there.

use quick_xml::escape::escape;

use super::{Class, Colour, Hatch, HatchKind, LayerLook, Line, On, Paint, Rule, Sign, SignShape};
use crate::spatial::{Dimension, Value};

/// The style of a layer whose shapes are points, lines or areas; `say` knows the words of its legend.
#[must_use]
pub fn qml(look: &LayerLook, shapes: Dimension, say: impl Fn(&str) -> String) -> String {
    let drawn = look.classes.iter().enumerate();
    let drawn: Vec<(usize, &Class, String)> = drawn
        .map(|(at, class)| (at, class, symbol_layers(class, shapes)))
        .filter(|(.., layers)| !layers.is_empty())
        .collect();
    let rules = drawn.iter().map(|(at, class, _)| {
        let filter = escape(condition(&class.rule)).into_owned();
        let label = escape(label(look, class, &say)).into_owned();
        format!(r#"<rule key="r{at}" symbol="{at}" filter="{filter}" label="{label}"/>"#)
    });
    let symbols = drawn
        .iter()
        .map(|(at, _, layers)| symbol((&at.to_string(), kind(shapes)), layers));
    let (rules, symbols): (Vec<_>, Vec<_>) = (rules.collect(), symbols.collect());
    format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
         <qgis version=\"3.22.0\" styleCategories=\"Symbology\">\
         <renderer-v2 type=\"RuleRenderer\" symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\">\
         <rules key=\"root\">{}</rules><symbols>{}</symbols></renderer-v2></qgis>\n",
        rules.concat(),
        symbols.concat()
    )
}

/// What the legend calls features that are drawn so; without a word of its own, nothing.
fn label(look: &LayerLook, class: &Class, say: impl Fn(&str) -> String) -> String {
    let entry = look.legend.iter().find(|entry| entry.marks == class.marks);
    entry.map_or(String::new(), |entry| say(&entry.word))
}

fn kind(shapes: Dimension) -> &'static str {
    match shapes {
        Dimension::Point => "marker",
        Dimension::Line => "line",
        Dimension::Area => "fill",
    }
}

fn symbol((name, kind): (&str, &str), layers: &str) -> String {
    format!(
        r#"<symbol type="{kind}" name="{name}" alpha="1" clip_to_extent="1" force_rhr="0">{layers}</symbol>"#
    )
}

/// The marks that such shapes have, from the ground up.
fn symbol_layers(class: &Class, shapes: Dimension) -> String {
    let mut marks: Vec<_> = class
        .marks
        .iter()
        .filter(|mark| match mark.on {
            On::Area | On::Border | On::Middle => shapes == Dimension::Area,
            On::Line => shapes == Dimension::Line,
            On::Point => shapes == Dimension::Point,
        })
        .collect();
    marks.sort_by_key(|mark| mark.floor);
    let layers = marks.iter().map(|mark| match (mark.paint, mark.on) {
        (Paint::Fill(colour), _) => fill(colour),
        (Paint::Hatch(hatch), _) => hatched(hatch),
        (Paint::Line(drawn), _) => line(drawn),
        (Paint::Sign(sign), On::Middle) => {
            let marker = symbol(("@middle", "marker"), &marker(sign));
            layer("CentroidFill", &[("point_on_surface", "1".into())], &marker)
        }
        (Paint::Sign(sign), _) => marker(sign),
    });
    layers.collect::<Vec<_>>().concat()
}

/// A layer of a symbol, with its settings as QGIS 3 and as QGIS 2 write them.
fn layer(class: &str, settings: &[(&str, String)], within: &str) -> String {
    let new: Vec<String> = settings
        .iter()
        .map(|(name, value)| format!(r#"<Option type="QString" name="{name}" value="{value}"/>"#))
        .collect();
    let old: Vec<String> = settings
        .iter()
        .map(|(name, value)| format!(r#"<prop k="{name}" v="{value}"/>"#))
        .collect();
    format!(
        r#"<layer class="{class}" enabled="1" locked="0" pass="0"><Option type="Map">{}</Option>{}{within}</layer>"#,
        new.concat(),
        old.concat()
    )
}

fn fill(colour: Colour) -> String {
    let settings = [
        ("color", rgba(colour)),
        ("style", "solid".to_owned()),
        ("outline_style", "no".to_owned()),
    ];
    layer("SimpleFill", &settings, "")
}

fn line(line: Line) -> String {
    layer("SimpleLine", &line_settings(line), "")
}

fn line_settings(line: Line) -> Vec<(&'static str, String)> {
    let dash: Vec<String> = line.dash.iter().map(f32::to_string).collect();
    vec![
        ("line_color", rgba(line.colour)),
        ("line_width", line.width_px.to_string()),
        ("line_width_unit", "Pixel".to_owned()),
        ("line_style", "solid".to_owned()),
        ("use_custom_dash", u8::from(!dash.is_empty()).to_string()),
        ("customdash", dash.join(";")),
        ("customdash_unit", "Pixel".to_owned()),
    ]
}

/// Lines that stand [`Hatch::STEP_PX`] apart along the sides stand closer across.
fn hatched(hatch: Hatch) -> String {
    let angles: &[i32] = match hatch.kind {
        HatchKind::Rising => &[45],
        HatchKind::Falling => &[-45],
        HatchKind::Crossed => &[45, -45],
    };
    let distance = f64::from(Hatch::STEP_PX) / std::f64::consts::SQRT_2;
    let drawn = symbol(
        ("@hatch", "line"),
        &line(Line::whole(hatch.colour, hatch.width_px)),
    );
    let layers = angles.iter().map(|angle| {
        let settings = [
            ("angle", angle.to_string()),
            ("distance", format!("{distance:.2}")),
            ("distance_unit", "Pixel".to_owned()),
            ("line_width", hatch.width_px.to_string()),
            ("line_width_unit", "Pixel".to_owned()),
            ("color", rgba(hatch.colour)),
        ];
        layer("LinePatternFill", &settings, &drawn)
    });
    layers.collect::<Vec<_>>().concat()
}

fn marker(sign: Sign) -> String {
    let name = match sign.shape {
        SignShape::Circle => "circle",
        SignShape::Square => "square",
        SignShape::Triangle => "triangle",
        SignShape::Diamond => "diamond",
        SignShape::Cross => "cross",
    };
    let settings = [
        ("name", name.to_owned()),
        ("color", rgba(sign.fill.unwrap_or(sign.edge.colour))),
        ("size", (2.0 * sign.radius_px).to_string()),
        ("size_unit", "Pixel".to_owned()),
        ("outline_color", rgba(sign.edge.colour)),
        ("outline_style", "solid".to_owned()),
        ("outline_width", sign.edge.width_px.to_string()),
        ("outline_width_unit", "Pixel".to_owned()),
    ];
    layer("SimpleMarker", &settings, "")
}

fn rgba(colour: Colour) -> String {
    let Colour {
        red,
        green,
        blue,
        alpha,
    } = colour;
    format!("{red},{green},{blue},{alpha}")
}

/// The rule as an expression; a comparison with null is no, as it is in `Rule::holds`.
fn condition(rule: &Rule) -> String {
    match rule {
        Rule::Always => "true".to_owned(),
        Rule::OneOf(column, values) => {
            let values: Vec<String> = values.iter().map(literal).collect();
            format!("coalesce(\"{column}\" in ({}), false)", values.join(", "))
        }
        Rule::Within(names, low, high) => {
            let first = first_known(names);
            let low = low.map(|low| format!("{first} >= {low}"));
            let high = high.map(|high| format!("{first} < {high}"));
            let limits: Vec<String> = low.into_iter().chain(high).collect();
            let within = if limits.is_empty() {
                format!("{first} is not null")
            } else {
                limits.join(" and ")
            };
            format!("coalesce({within}, false)")
        }
        Rule::Known(names) => format!("{} is not null", first_known(names)),
        Rule::Not(rule) => format!("not ({})", condition(rule)),
        Rule::All(rules) => {
            let rules: Vec<String> = rules
                .iter()
                .map(|rule| format!("({})", condition(rule)))
                .collect();
            rules.join(" and ")
        }
    }
}

fn first_known(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!("coalesce({}, null)", names.join(", "))
}

fn literal(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("'{}'", text.replace('\'', "''")),
        Value::Null => "null".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use quick_xml::events::Event;

    use super::*;
    use crate::{
        domain::LayerKind,
        looks::{Scene, of},
    };

    #[test]
    fn a_zone_of_no_known_severity_is_drawn_as_the_mildest() {
        let look = of(LayerKind::from_code("flood").unwrap(), Scene::default()).unwrap();

        let style = qml(&look, Dimension::Area, str::to_owned);

        let mildest = "not (coalesce(&quot;severity&quot; in (2, 3, 4), false))";
        assert!(
            style.contains(&format!("filter=\"{mildest}\" label=\"severity-1\"")),
            "{style}"
        );
        assert_eq!(style.matches("<rule key=\"r").count(), 4);
        assert_eq!(
            style.matches("class=\"LinePatternFill\"").count(),
            1,
            "the worst is hatched"
        );
    }

    #[test]
    fn every_look_is_well_formed_for_each_kind_of_shape() {
        let looks = LayerKind::all().filter_map(|kind| of(kind, Scene::default()));
        let shapes = [Dimension::Point, Dimension::Line, Dimension::Area];
        for (look, shapes) in looks.flat_map(|look| shapes.map(|shapes| (look.clone(), shapes))) {
            let style = qml(&look, shapes, str::to_owned);

            let mut reader = quick_xml::Reader::from_str(&style);
            let is_last = |event: &Event<'_>| matches!(event, Event::Eof);
            let mut events = std::iter::repeat_with(|| reader.read_event().unwrap().into_owned());
            assert!(events.any(|event| is_last(&event)));
        }
    }
}
