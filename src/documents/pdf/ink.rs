//! Laid out pages as the bytes of a file.

use krilla::{
    Document as File, SerializeSettings,
    color::rgb,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect, Size, Transform},
    image::Image,
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TagTree},
};

use super::{
    flow::Flow,
    letters,
    paper::{Colour, Mark, Told},
};
use crate::{
    documents::{Document, Error},
    domain::Code,
};

/// The file of laid out pages.
pub(super) fn drawn(flow: Flow, document: &Document) -> Result<Vec<u8>, Error> {
    let broken = |fault: &dyn std::fmt::Debug| Error::Pdf {
        fault: format!("{fault:?}"),
    };
    let builder = ConfigurationBuilder::new();
    let rules = builder
        .with_accessibility_validator(Accessibility::UA1)
        .finish();
    let mut file = File::new_with(SerializeSettings {
        configuration: rules.map_err(|fault| broken(&fault))?,
        ..SerializeSettings::default()
    });
    file.set_metadata(about(document));
    let size = Size::from_wh(flow.size.0, flow.size.1).ok_or_else(|| broken(&"page"))?;
    let mut told: Vec<Option<Identifier>> = vec![None; flow.tree.contents()];
    for page in flow.pages {
        let mut sheet = file.start_page_with(PageSettings::new(size));
        let mut surface = sheet.surface();
        for (whom, marks) in page.0 {
            let identifier = surface.start_tagged(content_tag(whom));
            for mark in marks {
                draw(&mut surface, mark);
            }
            surface.end_tagged();
            if let Told::Content(number) = whom {
                told[number] = Some(identifier);
            }
        }
        surface.finish();
        sheet.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(document.language.code().to_owned()));
    tree.children = flow.tree.grown(&told);
    file.set_tag_tree(tree);
    file.set_outline(outline(flow.outline));
    file.finish().map_err(|fault| broken(&fault))
}

fn content_tag(whom: Told) -> ContentTag<'static> {
    match whom {
        Told::Content(_) => ContentTag::Span(SpanTag::empty()),
        Told::Looks => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
        Told::Foot => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)),
    }
}

fn about(document: &Document) -> Metadata {
    let day = document.day;
    let year = u16::try_from(day.year()).unwrap_or_default();
    let made = DateTime::new(year).month(day.month().into()).day(day.day());
    let title: String = document.title.chars().take(300).collect();
    Metadata::new()
        .title(crate::documents::plain::plain(&title))
        .language(document.language.code().to_owned())
        .creator("Jalon".to_owned())
        .creation_date(made)
}

fn outline(titles: Vec<(String, usize, f32)>) -> Outline {
    let mut outline = Outline::new();
    for (title, page, y) in titles {
        let place = XyzDestination::new(page, Point::from_xy(0.0, (y - 10.0).max(0.0)));
        outline.push_child(OutlineNode::new(title, place));
    }
    outline
}

fn draw(surface: &mut Surface<'_>, mark: Mark) {
    match mark {
        Mark::Letters {
            x,
            y,
            text,
            look: (size, weight),
            colour,
        } => {
            let Some(font) = weight.font() else { return };
            // A line ends with a space, so that whoever copies two lines gets two words.
            let text = letters::known(&text, weight) + " ";
            let glyphs = letters::glyphs(&text, weight);
            surface.set_fill(Some(fill(colour)));
            surface.draw_glyphs(Point::from_xy(x, y), &glyphs, font, &text, size, false);
        }
        Mark::Box([x, y, wide, high], colour) => {
            let Some(rect) = Rect::from_xywh(x, y, wide, high) else {
                return;
            };
            let mut path = PathBuilder::new();
            path.push_rect(rect);
            if let Some(path) = path.finish() {
                surface.set_fill(Some(fill(colour)));
                surface.draw_path(&path);
            }
        }
        Mark::Picture([x, y, wide, high], picture) => {
            let image = Image::from_png(picture.png.into(), false);
            let (Some(size), Ok(image)) = (Size::from_wh(wide, high), image) else {
                return;
            };
            surface.push_transform(&Transform::from_translate(x, y));
            surface.draw_image(image, size);
            surface.pop();
        }
    }
}

fn fill(colour: Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(colour[0], colour[1], colour[2]).into(),
        ..Fill::default()
    }
}
