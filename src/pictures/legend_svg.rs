//! A legend as SVG: words stay words, for readers and for search.

use std::fmt::Write;

use super::legend::{Legend, LegendRow, MARGIN, ROW, SIZE, SWATCH, in_order, in_row};
use super::text::Weight;
use crate::looks::{Colour, Hatch, HatchKind, Line, Mark, On, Paint, Sign, SignShape};

/// Another typeface may be wider than ours.
const WIDER: f32 = 1.2;

impl Legend {
    /// The legend as an SVG document.
    #[must_use]
    pub fn svg(&self) -> String {
        let (width, height) = self.size();
        let width = (width * WIDER).ceil();
        let [ink, ground, edge] = self.colours();
        let (mut body, mut patterns) = (String::new(), String::new());
        let mut top = MARGIN;
        for row in &self.rows {
            if let LegendRow::Sample(marks, _) = row {
                let corner = (MARGIN, top + (ROW - SWATCH.1) / 2.0);
                let marks = in_order(marks, edge).into_iter();
                body.extend(marks.map(|mark| sample(mark, corner, &mut patterns)));
            }
            body += &words(row, top);
            top += ROW;
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
             <defs>{patterns}</defs>\n\
             <rect width=\"{width}\" height=\"{height}\" {}/>\n\
             <g font-family=\"'DejaVu Sans Condensed','DejaVu Sans',Arial,sans-serif\" \
             font-size=\"{SIZE}\" {}>\n{body}</g>\n</svg>\n",
            filled(ground),
            filled(ink),
        )
    }
}

fn words(row: &LegendRow, top: f32) -> String {
    let (text, weight, left) = row.words();
    let weight = match weight {
        Weight::Plain => "",
        Weight::Bold => " font-weight=\"bold\"",
    };
    let (x, y) = (MARGIN + left, top + ROW / 2.0 + SIZE * 0.365);
    format!(
        "<text x=\"{x}\" y=\"{y:.1}\"{weight}>{}</text>\n",
        escaped(text)
    )
}

fn sample(mark: Mark, (left, top): (f32, f32), patterns: &mut String) -> String {
    let (width, height) = SWATCH;
    let (x, y) = (left + width / 2.0, top + height / 2.0);
    let filled_box = |fill: &str| {
        format!("<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" {fill}/>\n")
    };
    match mark.paint {
        Paint::Fill(colour) => filled_box(&filled(colour)),
        Paint::Hatch(hatch) => filled_box(&format!("fill=\"url(#{})\"", pattern(hatch, patterns))),
        Paint::Line(line) if mark.on == On::Line => {
            let to = left + width;
            format!(
                "<path d=\"M{left} {y}H{to}\" fill=\"none\" {}/>\n",
                stroked(line)
            )
        }
        Paint::Line(line) => format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" {}/>\n",
            left + 0.5,
            top + 0.5,
            width - 1.0,
            height - 1.0,
            stroked(line),
        ),
        Paint::Sign(sign) => sign_at((x, y), &in_row(sign)),
    }
}

/// The name of a hatch's pattern, which is defined at its first use.
fn pattern(hatch: Hatch, patterns: &mut String) -> String {
    let (kind, way) = match hatch.kind {
        HatchKind::Rising => ("rising", "M-1 9L9 -1M-5 5L5 -5M3 13L13 3"),
        HatchKind::Falling => ("falling", "M-1 -1L9 9M-5 3L5 13M3 -5L13 5"),
        HatchKind::Crossed => (
            "crossed",
            "M-1 9L9 -1M-5 5L5 -5M3 13L13 3M-1 -1L9 9M-5 3L5 13M3 -5L13 5",
        ),
    };
    let colour = hatch.colour;
    let name = format!("{kind}-{}-{:02x}", &colour.hex()[1..], colour.alpha);
    if !patterns.contains(&format!("id=\"{name}\"")) {
        let step = Hatch::STEP_PX;
        // Writing to a string does not fail.
        let _ = write!(
            patterns,
            "<pattern id=\"{name}\" width=\"{step}\" height=\"{step}\" \
             patternUnits=\"userSpaceOnUse\"><path d=\"{way}\" fill=\"none\" {}/></pattern>",
            stroked(Line::whole(colour, hatch.width_px)),
        );
    }
    name
}

fn sign_at((x, y): (f32, f32), sign: &Sign) -> String {
    let radius = sign.radius_px;
    let fill = sign.fill.map_or("fill=\"none\"".to_owned(), filled);
    let edge = stroked(sign.edge);
    let near = radius * 0.707;
    let side = radius * 0.866;
    let shape = match sign.shape {
        SignShape::Circle => {
            format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {fill} {edge}/>")
        }
        SignShape::Square => path(
            &format!(
                "M{:.2} {:.2}h{s:.2}v{s:.2}h-{s:.2}z",
                x - near,
                y - near,
                s = 2.0 * near
            ),
            (&fill, &edge),
        ),
        SignShape::Triangle => path(
            &format!(
                "M{x} {:.2}L{:.2} {b:.2}H{:.2}z",
                y - radius,
                x + side,
                x - side,
                b = y + radius / 2.0
            ),
            (&fill, &edge),
        ),
        SignShape::Diamond => path(
            &format!(
                "M{x} {}l{radius} {radius}l-{radius} {radius}l-{radius} -{radius}z",
                y - radius
            ),
            (&fill, &edge),
        ),
        SignShape::Cross => path(
            &format!(
                "M{x} {}v{d}M{} {y}h{d}",
                y - radius,
                x - radius,
                d = 2.0 * radius
            ),
            ("fill=\"none\"", &edge),
        ),
    };
    let letter = sign.letter.map_or(String::new(), |letter| {
        let foot = y + letter.size_px * 0.365;
        format!(
            "<text x=\"{x}\" y=\"{foot:.1}\" text-anchor=\"middle\" font-weight=\"bold\" {}>{}</text>",
            filled(letter.ink),
            letter.letter,
        )
    });
    format!("{shape}{letter}\n")
}

fn path(way: &str, (fill, edge): (&str, &str)) -> String {
    format!("<path d=\"{way}\" {fill} {edge}/>")
}

fn filled(colour: Colour) -> String {
    painted("fill", colour)
}

fn stroked(line: Line) -> String {
    let dash: Vec<String> = line.dash.iter().map(ToString::to_string).collect();
    let dash = match &dash[..] {
        [] => String::new(),
        dash => format!(" stroke-dasharray=\"{}\"", dash.join(" ")),
    };
    let colour = painted("stroke", line.colour);
    format!("{colour} stroke-width=\"{}\"{dash}", line.width_px)
}

fn painted(what: &str, colour: Colour) -> String {
    let opacity = match colour.alpha {
        255 => String::new(),
        _ => format!(" {what}-opacity=\"{:.3}\"", colour.opacity()),
    };
    format!("{what}=\"{}\"{opacity}", colour.hex())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
