//! How pixels travel: PNG, or WebP without loss.

use image::{
    ExtendedColorType, ImageEncoder,
    codecs::{
        png::{CompressionType, FilterType, PngEncoder},
        webp::WebPEncoder,
    },
};

use super::Picture;

/// A format of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// PNG.
    Png,
    /// WebP, lossless.
    WebP,
}

impl Encoding {
    /// What stands after the point in an address.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }

    /// The encoding with this ending.
    #[must_use]
    pub fn of_ending(ending: &str) -> Option<Self> {
        [Self::Png, Self::WebP]
            .into_iter()
            .find(|encoding| encoding.ending() == ending)
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }
}

/// The picture as bytes.
///
/// # Errors
/// None that can be met: everything is written into memory.
pub fn encoded(picture: Picture, encoding: Encoding) -> Result<Vec<u8>, image::ImageError> {
    let (width, height) = (picture.width(), picture.height());
    let colours = picture.pixels.take_demultiplied();
    let mut bytes = Vec::new();
    let (kind, pixels) = without_alpha_if_opaque(colours);
    match encoding {
        Encoding::Png => {
            PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive)
                .write_image(&pixels, width, height, kind)?;
        }
        Encoding::WebP => {
            WebPEncoder::new_lossless(&mut bytes).write_image(&pixels, width, height, kind)?;
        }
    }
    Ok(bytes)
}

/// A quarter less to send where nothing shines through.
fn without_alpha_if_opaque(colours: Vec<u8>) -> (ExtendedColorType, Vec<u8>) {
    if colours.chunks_exact(4).all(|pixel| pixel[3] == 255) {
        let opaque = colours.chunks_exact(4).flat_map(|pixel| &pixel[..3]);
        (ExtendedColorType::Rgb8, opaque.copied().collect())
    } else {
        (ExtendedColorType::Rgba8, colours)
    }
}
