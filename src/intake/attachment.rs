//! A file that was sent to be attached, to bytes that can be kept: known by its first bytes, a photo
//! drawn anew.
//!
//! Neither the name nor the type that came with it is believed. A photo is decoded, turned upright,
//! made smaller and encoded again: what the camera wrote beside the pixels, and whatever else was hidden
//! in the file, is not carried over.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage,
    codecs::jpeg::JpegEncoder,
};

use crate::domain::{DOCUMENT_BYTES, FileKind, PHOTO_BYTES, PHOTO_PIXELS, PHOTO_SIDE};

/// Bytes that a decoder may take for the pixels of one photo: 50 million of four bytes.
const DECODED_BYTES: u64 = 256 * 1024 * 1024;
/// What JPEG calls quality, of 100: at 85 nobody sees the loss, and a photo has about 1 MB.
const QUALITY: u8 = 85;

/// Bytes that can be kept, and what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanFile {
    /// What it is.
    pub kind: FileKind,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Width and height of a photo, in pixels.
    pub pixels: Option<(u32, u32)>,
}

/// Why a file cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum UnfitFile {
    /// It is neither a photo nor a document, whatever its name says.
    #[error(
        "the file is no JPEG, PNG or WebP photo and no PDF document, whatever it is called; nothing was stored; save it as one of these and send it again"
    )]
    OtherKind,
    /// It has too many bytes.
    #[error(
        "the file has {bytes} bytes; a {kind} may have {most}; nothing was stored; make it smaller and send it again"
    )]
    TooLong {
        /// What it is.
        kind: FileKind,
        /// How many it has.
        bytes: usize,
        /// How many it may have.
        most: usize,
    },
    /// It has too many pixels.
    #[error(
        "the photo says that it has {width} x {height} pixels, which is more than can be unpacked here: {PHOTO_PIXELS}; nothing was stored; make it smaller and send it again"
    )]
    TooLarge {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// It is cut off or damaged.
    #[error("the photo is cut off or damaged; nothing was stored; take or send it again")]
    Damaged {
        /// What its decoder says.
        #[source]
        source: Option<image::ImageError>,
    },
}

/// The bytes of a file as they can be kept. Takes up to nine bytes of memory for each pixel of a
/// photo beside the file itself, so at most half a gigabyte.
///
/// # Errors
/// A file that is no photo or document, is too large, or cannot be decoded to its end.
pub fn clean_file(sent: Vec<u8>) -> Result<CleanFile, UnfitFile> {
    if sent.starts_with(b"%PDF-") {
        within(FileKind::Document, sent.len(), DOCUMENT_BYTES)?;
        return Ok(CleanFile {
            kind: FileKind::Document,
            bytes: sent,
            pixels: None,
        });
    }
    let format = format_of(&sent).ok_or(UnfitFile::OtherKind)?;
    within(FileKind::Photo, sent.len(), PHOTO_BYTES)?;
    let photo = upright(&sent, format)?;
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(&photo)
        .map_err(damaged)?;
    Ok(CleanFile {
        kind: FileKind::Photo,
        bytes,
        pixels: Some(photo.dimensions()),
    })
}

fn within(kind: FileKind, bytes: usize, most: usize) -> Result<(), UnfitFile> {
    if bytes > most {
        return Err(UnfitFile::TooLong { kind, bytes, most });
    }
    Ok(())
}

/// The format of a photo, by its first bytes.
fn format_of(sent: &[u8]) -> Option<ImageFormat> {
    match sent {
        [0xFF, 0xD8, 0xFF, ..] => Some(ImageFormat::Jpeg),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(ImageFormat::Png),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// A photo the way up it was taken, no longer than it is kept.
fn upright(sent: &[u8], format: ImageFormat) -> Result<RgbImage, UnfitFile> {
    if format == ImageFormat::Jpeg && !has_its_end(sent) {
        return Err(UnfitFile::Damaged { source: None });
    }
    let mut reader = ImageReader::with_format(Cursor::new(sent), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(DECODED_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    // Of the header alone: nothing has been unpacked yet.
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > PHOTO_PIXELS || decoder.total_bytes() > DECODED_BYTES {
        return Err(UnfitFile::TooLarge { width, height });
    }
    let orientation = decoder.orientation().map_err(damaged)?;
    let taken = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    // Turning takes a second copy: of the small one.
    let mut kept = DynamicImage::ImageRgb8(smaller(on_white(taken)));
    kept.apply_orientation(orientation);
    Ok(kept.into_rgb8())
}

/// What can be seen through becomes white, as paper is: JPEG has no way to say so.
fn on_white(taken: DynamicImage) -> RgbImage {
    if !taken.color().has_alpha() {
        return taken.into_rgb8();
    }
    let mut through = taken.into_rgba8();
    for pixel in through.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let over_white = |colour: u8| {
            let shown = u32::from(colour) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from(shown / 255).unwrap_or(u8::MAX)
        };
        pixel.0 = [over_white(red), over_white(green), over_white(blue), 255];
    }
    DynamicImage::ImageRgba8(through).into_rgb8()
}

/// The photo with its longer side at most as long as it is kept, by the mean of the pixels that
/// become one.
fn smaller(photo: RgbImage) -> RgbImage {
    let (width, height) = photo.dimensions();
    let longer = width.max(height);
    if longer <= PHOTO_SIDE {
        return photo;
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(PHOTO_SIDE) / u64::from(longer);
        u32::try_from(side).unwrap_or(PHOTO_SIDE).max(1)
    };
    image::imageops::thumbnail(&photo, scaled(width), scaled(height))
}

/// Whether a JPEG goes on to its end: decoders fill up what was cut off with grey.
///
/// The mark of the end is looked for behind the first scan, since the small picture that cameras put
/// before it has an end of its own (ITU-T T.81, annex B).
fn has_its_end(sent: &[u8]) -> bool {
    const SCAN: u8 = 0xDA;
    const END: [u8; 2] = [0xFF, 0xD9];
    let mut rest = sent.get(2..).unwrap_or_default();
    loop {
        match rest {
            // A mark may have bytes of filling before it.
            [0xFF, 0xFF, ..] => rest = &rest[1..],
            [0xFF, SCAN, scan @ ..] => return scan.windows(2).any(|two| two == END),
            [0xFF, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest = rest.get(2 + length..).unwrap_or_default();
            }
            _ => return false,
        }
    }
}

fn damaged(source: image::ImageError) -> UnfitFile {
    UnfitFile::Damaged {
        source: Some(source),
    }
}

#[cfg(test)]
mod tests;
