//! One look everywhere: the page's own files hold the colours of the server's table, and styles
//! pass the validator of the specification.

use std::{fs, path::Path, process::Command};

use jalon::{
    domain::{Audience, Code, HazardClass, LandmarkKind, LayerKind, Peril},
    looks::{
        self, CLASS_COLOURS, Colour, Mark, On, Paint, QUOTIENT_BREAKS, QUOTIENT_COLOURS, Scene,
        SignShape, Theme, View, greys, ground, ink_on, severity_colour,
    },
};

use crate::support::TestTown;

fn page(file: &str) -> String {
    fs::read_to_string(format!("web/src/{file}")).unwrap()
}

/// What stands between the braces after a name.
fn block<'a>(text: &'a str, name: &str) -> &'a str {
    let from = text.find(name).unwrap_or_else(|| panic!("no {name}"));
    let rest = &text[from..];
    let rest = &rest[rest.find('=').unwrap()..];
    &rest[..rest.find("\n};").or_else(|| rest.find(";\n")).unwrap()]
}

/// The value of a key: `key: 'value'` or `key: value`.
fn valued<'a>(block: &'a str, key: &str) -> &'a str {
    let marked = format!(" {key}: ");
    let at = block
        .find(&marked)
        .unwrap_or_else(|| panic!("no {key} in {block}"));
    let rest = &block[at + marked.len()..];
    match rest.strip_prefix('\'') {
        Some(quoted) => &quoted[..quoted.find('\'').unwrap()],
        None => rest[..rest.find([',', '}']).unwrap()].trim(),
    }
}

#[test]
fn classes_and_quotients_have_the_pages_colours() {
    let palette = page("state/palette.ts");
    let (classes, quotients) = (
        block(&palette, "CLASS_COLOURS"),
        block(&palette, "QUOTIENT_COLOURS"),
    );

    for (class, colour) in CLASS_COLOURS {
        assert_eq!(valued(classes, class.code()), colour.hex());
    }
    for (word, colour) in QUOTIENT_COLOURS {
        assert_eq!(valued(quotients, word), colour.hex());
    }
    let breaks = block(&palette, "QUOTIENT_BREAKS");
    assert!(
        breaks.contains(&format!("{QUOTIENT_BREAKS:?}").replace("2.0", "2")),
        "{breaks}"
    );
    assert!(palette.contains("hazardClass === 'D' || hazardClass === 'E' ? '#ffffff' : '#2a1a08'"));
    for class in HazardClass::ALL {
        let light = matches!(class, HazardClass::D | HazardClass::E);
        assert_eq!(
            ink_on(*class).hex(),
            if light { "#ffffff" } else { "#2a1a08" }
        );
    }
}

#[test]
fn severities_have_the_pages_colours_by_day_and_by_night() {
    let palette = page("state/palette.ts");
    let (ramps, shares) = (
        block(&palette, "ZONE_RAMPS"),
        block(&palette, "NIGHT_SHARES"),
    );

    for &peril in Peril::ALL {
        let line = ramps
            .lines()
            .find(|line| line.trim().starts_with(&format!("{peril}:")));
        let ramp = line.unwrap_or_else(|| block(&palette, "OTHER_RAMP"));
        let colour = |severity: u8| valued(ramp, &severity.to_string()).to_owned();
        for severity in 1..=4 {
            let (day, night) = (
                severity_colour(peril, severity, Theme::Light),
                severity_colour(peril, severity, Theme::Dark),
            );
            assert_eq!(day.hex(), colour(severity), "{peril} {severity}");
            let (hue, share) = match severity {
                4 => (colour(2), "ff"),
                _ => (colour(3), valued(shares, &severity.to_string())),
            };
            assert_eq!(
                (night.hex(), &*format!("{:02x}", night.alpha)),
                (hue, share)
            );
        }
    }
}

#[test]
fn greys_are_the_pages() {
    let (look, css) = (page("map/look.ts"), page("style.css"));
    let body = &look[look.find("return dark").unwrap()..];
    let (dark, light) = body.split_once("\n    : ").unwrap();

    for (theme, text) in [(Theme::Light, light), (Theme::Dark, dark)] {
        let shades = greys(theme);
        for (key, colour) in [
            ("ground", shades.ground),
            ("edge", shades.edge),
            ("label", shades.label),
            ("halo", shades.halo),
            ("ring", shades.ring),
        ] {
            assert_eq!(valued(text, key), colour.hex(), "{key}");
        }
        assert!(css.contains(&format!("--map: {};", ground(theme).hex())));
    }
}

#[test]
fn lines_and_points_are_drawn_as_the_page_draws_them() {
    let symbols = page("state/symbols.ts");
    let (lines, points) = (
        block(&symbols, "const LINES"),
        block(&symbols, "const POINTS"),
    );
    let of = |text: &str, code: &str| {
        let line = text
            .lines()
            .find(|line| line.trim().starts_with(&format!("{code}:")));
        line.map(str::to_owned)
    };

    for &kind in LandmarkKind::ALL {
        let look = looks::of(LayerKind::Landmarks(kind), Scene::default()).unwrap();
        let marks = &look.classes[0].marks;
        let line = of(lines, kind.code()).unwrap_or(block(&symbols, "OTHER_LINE").to_owned());
        let point = of(points, kind.code()).unwrap_or(block(&symbols, "OTHER_POINT").to_owned());
        assert_line(marks, &line);
        assert_point(marks, &point);
    }
}

fn assert_line(marks: &[Mark], page: &str) {
    let lines: Vec<_> = marks
        .iter()
        .filter_map(|mark| match mark.paint {
            Paint::Line(line) if mark.on == On::Line => Some(line),
            _ => None,
        })
        .collect();
    let top = lines.last().unwrap();
    assert_eq!(valued(page, "colour"), top.colour.hex());
    assert_eq!(valued(page, "width"), top.width_px.to_string());
    let dash: Vec<String> = top.dash.iter().map(ToString::to_string).collect();
    assert!(
        page.contains(&format!("dash: [{}]", dash.join(", "))),
        "{page}"
    );
    match &lines[..] {
        [casing, _] => {
            assert_eq!(valued(page, "casing"), casing.colour.hex());
            assert!((casing.width_px - top.width_px - 2.0).abs() < 1e-6);
        }
        _ => assert_eq!(valued(page, "casing"), "null"),
    }
}

fn assert_point(marks: &[Mark], page: &str) {
    let sign = marks.iter().find_map(|mark| match mark.paint {
        Paint::Sign(sign) => Some(sign),
        _ => None,
    });
    let sign = sign.unwrap();
    assert_eq!(
        valued(page, "colour"),
        sign.fill.unwrap_or(sign.edge.colour).hex()
    );
    let (word, radius) = match sign.shape {
        SignShape::Circle => ("circle", 4.5),
        SignShape::Square => ("square", 6.0),
        SignShape::Triangle => ("triangle", 6.5),
        SignShape::Diamond => ("diamond", 6.0),
        SignShape::Cross => ("cross", 6.0),
    };
    assert_eq!(valued(page, "shape"), word);
    assert!((sign.radius_px - radius).abs() < 1e-6);
    let styles = crate::looks::page("map/styles.ts");
    let case = &styles[styles.find(&format!("case '{word}'")).unwrap()..];
    assert_eq!(
        valued(case, "radius").trim_end_matches(" })"),
        radius.to_string()
    );
}

#[test]
fn fills_hatches_and_borders_are_the_pages() {
    let (styles, areas, over) = (
        page("map/styles.ts"),
        page("map/areaStyle.ts"),
        page("map/overlays.ts"),
    );

    for (text, wanted) in [
        (&styles, "hatch('rising', ink, 1.2)"),
        (
            &styles,
            "look.dark ? 'rgba(10,25,45,.8)' : 'rgba(255,255,255,.7)'",
        ),
        (&styles, "`${CLASS_COLOURS[letter]}d9`"),
        (&styles, "hatch('falling', 'rgba(255,255,255,.7)', 1.4)"),
        (&styles, "new Stroke({ color: ring, width: 1.5 })"),
        (&styles, "'#9aa3ab99'"),
        (&areas, "look.dark ? '#12171c' : '#ffffff', width: 1.2"),
        (
            &areas,
            "look.dark ? '#f5f7f9' : '#14212c', width: 2.2, lineDash: [7, 5]",
        ),
        (
            &areas,
            "more: hatched('falling', 'rgba(20,20,30,.72)'), fewer: hatched('rising', 'rgba(20,20,30,.72)')",
        ),
        (&areas, "hatched('rising', 'rgba(255,255,255,.6)')"),
        (
            &areas,
            "plain(look.dark ? '#39434c' : '#dfe3e6'), hatched('crossed', edge)",
        ),
        (&areas, "hatch(kind, ink, 1.1)"),
        (&over, "radius: chosen ? 14 : 11"),
        (
            &over,
            "width: unsure ? 2 : 1.5, ...(unsure && { lineDash: [3, 3] })",
        ),
        (&over, "${chosen ? 15 : 12}px"),
        (&over, "const NAMES_BELOW = 12;"),
    ] {
        assert!(
            text.contains(wanted),
            "the page draws something else than {wanted}"
        );
    }
}

#[test]
fn hatches_and_lines_are_the_few_that_the_page_has() {
    assert_eq!(
        used(LayerKind::Zones(Peril::Flood), View::Dangers),
        [
            "Hatch(Hatch { kind: Rising, colour: #0a192d cc, width_px: 1.2 })",
            "Hatch(Hatch { kind: Rising, colour: #ffffff b3, width_px: 1.2 })",
        ]
    );
    assert_eq!(
        used(LayerKind::Neighbourhoods, View::Dispersal),
        [
            "Hatch(Hatch { kind: Crossed, colour: #56626d ff, width_px: 1.1 })",
            "Hatch(Hatch { kind: Crossed, colour: #b4bcc2 ff, width_px: 1.1 })",
            "Hatch(Hatch { kind: Falling, colour: #14141e b8, width_px: 1.1 })",
            "Hatch(Hatch { kind: Rising, colour: #14141e b8, width_px: 1.1 })",
            "Hatch(Hatch { kind: Rising, colour: #ffffff 99, width_px: 1.1 })",
            "Line(Line { colour: #12171c ff, width_px: 1.2, dash: [] })",
            "Line(Line { colour: #14212c ff, width_px: 2.2, dash: [7.0, 5.0] })",
            "Line(Line { colour: #f5f7f9 ff, width_px: 2.2, dash: [7.0, 5.0] })",
            "Line(Line { colour: #ffffff ff, width_px: 1.2, dash: [] })",
        ]
    );
    assert_eq!(
        used(LayerKind::Settlements, View::Dangers),
        [
            "Hatch(Hatch { kind: Falling, colour: #ffffff b3, width_px: 1.4 })",
            "Line(Line { colour: #14212c ff, width_px: 1.5, dash: [] })",
            "Line(Line { colour: #ffffff ff, width_px: 1.5, dash: [] })",
        ]
    );
}

/// The hatches and lines of a layer in both themes, each once, in a form people can compare.
fn used(kind: LayerKind, view: View) -> Vec<String> {
    let shown = |colour: Colour| format!("colour: {} {:02x}", colour.hex(), colour.alpha);
    let mut used: Vec<String> = [Theme::Light, Theme::Dark]
        .into_iter()
        .flat_map(|theme| looks::of(kind, Scene { theme, view }).unwrap().classes)
        .flat_map(|class| class.marks)
        .filter_map(|mark| match mark.paint {
            Paint::Hatch(hatch) => Some((format!("{:?}", mark.paint), hatch.colour)),
            Paint::Line(line) => Some((format!("{:?}", mark.paint), line.colour)),
            _ => None,
        })
        .map(|(text, colour)| text.replace(&format!("colour: {colour:?}"), &shown(colour)))
        .collect();
    used.sort();
    used.dedup();
    used
}

#[tokio::test]
async fn styles_pass_the_validator_of_the_specification() {
    let validator = Path::new("web/node_modules/.bin/gl-style-validate");
    if !validator.exists() {
        println!("skipped: gl-style-validate is not installed (cd web && npm ci)");
        return;
    }
    let town = TestTown::small().await;
    let folder = tempfile::tempdir().unwrap();
    let glyphs = "glyphs=https://tiles.example/{fontstack}/{range}.pbf";

    for (number, style) in [
        "settlements,flood,railway,neighbourhoods.json".to_owned(),
        "settlements,flood,railway,neighbourhoods.json?theme=dark&view=dispersal".into(),
        format!("neighbourhoods,settlements.json?{glyphs}&font=Noto%20Sans%20Bold"),
    ]
    .iter()
    .enumerate()
    {
        let answer = town.get(Audience::Team, &format!("/styles/{style}")).await;
        let path = folder.path().join(format!("{number}.json"));
        fs::write(&path, &answer.body).unwrap();
        let said = Command::new(validator).arg(&path).output().unwrap();
        assert!(
            said.status.success(),
            "{style}: {}",
            String::from_utf8_lossy(&said.stdout)
        );
        assert_eq!(answer.json()["sources"]["jalon"]["type"], "vector");
    }
    let broken = folder.path().join("broken.json");
    fs::write(
        &broken,
        r#"{"version": 8, "sources": {}, "layers": [{"id": 1}]}"#,
    )
    .unwrap();
    let said = Command::new(validator).arg(&broken).output().unwrap();
    assert!(!said.status.success(), "the validator finds faults");
}

#[tokio::test]
async fn a_style_points_to_the_tiles_it_draws() {
    let town = TestTown::small().await;

    let style = town
        .get(Audience::Team, "/styles/flood,settlements.json?lang=fr")
        .await
        .json();
    let source = style["sources"]["jalon"]["url"].as_str().unwrap();
    let (_, path) = source.split_once("127.0.0.1:8080").unwrap();
    let document = town.get(Audience::Team, path).await.json();

    assert_eq!(style["name"], "Carte : Inondation, Sites");
    let known: Vec<&str> = document["vector_layers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|layer| layer["id"].as_str().unwrap())
        .collect();
    for layer in style["layers"].as_array().unwrap().iter().skip(1) {
        assert!(
            known.contains(&layer["source-layer"].as_str().unwrap()),
            "{layer}"
        );
    }
    let public = town
        .get(Audience::Public, "/styles/neighbourhoods.json")
        .await
        .json();
    assert_eq!(
        public["sources"]["jalon"]["url"],
        "/tiles/neighbourhoods.json"
    );
}
