//! Photos as cameras send them and as attackers do; every one is made here.

use image::{ImageEncoder, Rgb, Rgba, RgbaImage, codecs::png::PngEncoder};

use super::*;

/// A photo whose left half is red and whose right half is blue.
fn halves(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([250, 5, 5])
        } else {
            Rgb([5, 5, 250])
        }
    }))
}

fn encoded(photo: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    photo.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with an EXIF block: an orientation, and a made-up place as cameras write it.
fn with_exif(orientation: u16) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        let head = [tag.to_be_bytes(), kind.to_be_bytes()].concat();
        [head, count.to_be_bytes().to_vec(), value.to_vec()].concat()
    };
    exif.extend(2_u16.to_be_bytes());
    let [high, low] = orientation.to_be_bytes();
    exif.extend(entry(0x0112, 3, 1, [high, low, 0, 0]));
    // The block of the place begins after this one: 8 + 2 + 2 * 12 + 4.
    exif.extend(entry(0x8825, 4, 1, 38_u32.to_be_bytes()));
    exif.extend([0; 4]);
    exif.extend(1_u16.to_be_bytes());
    exif.extend(entry(0x0001, 2, 2, *b"N\0\0\0"));
    exif.extend([0; 4]);
    exif.extend(b"GPS-43-36-12-N made up");
    let plain = encoded(&halves(40, 20), ImageFormat::Jpeg);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, &exif, &plain[2..]].concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn kept(sent: Vec<u8>) -> (CleanFile, RgbImage) {
    let clean = clean_file(sent).unwrap();
    let photo = image::load_from_memory_with_format(&clean.bytes, ImageFormat::Jpeg).unwrap();
    (clean, photo.into_rgb8())
}

/// The header of a PNG that says how large it is, and nothing after it.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut part = b"IHDR".to_vec();
    part.extend(width.to_be_bytes());
    part.extend(height.to_be_bytes());
    part.extend([8, 2, 0, 0, 0]);
    let mut checksum = flate2::Crc::new();
    checksum.update(&part);
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    png.extend(&part);
    png.extend(checksum.sum().to_be_bytes());
    png.extend(b"\0\0\0\x04IDAT\0\0\0\0\0\0\0\0");
    png
}

#[test]
fn what_the_camera_wrote_beside_the_pixels_is_gone() {
    let sent = with_exif(1);
    assert!(holds(&sent, b"GPS-43-36-12-N") && holds(&sent, b"Exif"));

    let (clean, _) = kept(sent);

    assert!(!holds(&clean.bytes, b"GPS-43") && !holds(&clean.bytes, b"Exif"));
    assert_eq!(clean.pixels, Some((40, 20)));
}

#[test]
fn a_photo_is_turned_the_way_up_its_camera_was_held() {
    // 6: the camera was held so that the photo must be turned a quarter to the right.
    let (clean, photo) = kept(with_exif(6));

    assert_eq!(clean.pixels, Some((20, 40)));
    let (top, bottom) = (photo.get_pixel(10, 5), photo.get_pixel(10, 35));
    assert!(
        top[0] > 200 && top[2] < 60,
        "red was left and is up: {top:?}"
    );
    assert!(bottom[2] > 200 && bottom[0] < 60, "{bottom:?}");
}

#[test]
fn a_large_photo_is_made_smaller_in_its_own_shape() {
    let sent = encoded(&halves(5_120, 300), ImageFormat::Png);

    let (clean, photo) = kept(sent);

    assert_eq!(clean.pixels, Some((2_560, 150)));
    assert!(photo.get_pixel(100, 75)[0] > 200 && photo.get_pixel(2_400, 75)[2] > 200);
}

#[test]
fn every_kind_of_photo_becomes_a_jpeg_and_the_same_one_each_time() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let sent = encoded(&halves(64, 48), format);

        let (clean, _) = kept(sent.clone());

        assert_eq!(clean.kind, FileKind::Photo);
        assert!(clean.bytes.starts_with(&[0xFF, 0xD8, 0xFF]), "{format:?}");
        assert_eq!(clean, clean_file(sent).unwrap(), "{format:?}");
    }
}

#[test]
fn what_can_be_seen_through_becomes_white() {
    let mut glass = RgbaImage::from_pixel(16, 16, Rgba([0, 0, 0, 0]));
    glass.put_pixel(0, 0, Rgba([0, 0, 0, 255]));
    let mut sent = Vec::new();
    PngEncoder::new(&mut sent)
        .write_image(&glass, 16, 16, image::ExtendedColorType::Rgba8)
        .unwrap();

    let (_, photo) = kept(sent);

    assert!(photo.get_pixel(12, 12).0.iter().all(|part| *part > 250));
}

#[test]
fn a_document_is_kept_as_it_is() {
    let sent = b"%PDF-1.7\n%made up\n%%EOF\n".to_vec();

    let clean = clean_file(sent.clone()).unwrap();

    assert_eq!((clean.kind, clean.bytes), (FileKind::Document, sent));
    assert_eq!(clean.pixels, None);
}

#[test]
fn a_page_or_a_drawing_that_calls_itself_a_photo_is_refused() {
    for other in [
        &b"<!doctype html><script>alert(1)</script>"[..],
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a\x01\0\x01\0",
        b"\0\0\0\x18ftypheic",
        b"PK\x03\x04",
        b" %PDF-1.7",
        b"\xFF\xD8",
        b"",
    ] {
        let refused = clean_file(other.to_vec());

        assert!(matches!(refused, Err(UnfitFile::OtherKind)), "{other:?}");
    }
}

#[test]
fn a_page_hidden_behind_a_photo_is_not_carried_over() {
    let mut sent = encoded(&halves(32, 32), ImageFormat::Jpeg);
    sent.extend(b"<script>alert(1)</script>");

    let (clean, _) = kept(sent);

    assert!(!holds(&clean.bytes, b"script"));
}

#[test]
fn a_photo_that_would_unpack_to_gigabytes_is_refused_by_its_header() {
    let bomb = png_header(20_000, 20_000);
    let begun = std::time::Instant::now();

    let refused = clean_file(bomb);

    assert!(
        matches!(
            refused,
            Err(UnfitFile::TooLarge {
                width: 20_000,
                height: 20_000
            })
        ),
        "{refused:?}"
    );
    assert!(begun.elapsed().as_secs() < 1, "{:?}", begun.elapsed());
    // The same header is no bomb with fewer pixels: only then is the rest looked at.
    let short = clean_file(png_header(200, 200));
    assert!(matches!(short, Err(UnfitFile::Damaged { .. })), "{short:?}");
}

#[test]
fn sizes_beyond_all_sense_are_refused_like_any_other() {
    for (width, height) in [
        (u32::MAX, u32::MAX),
        (0x8000_0000, 1),
        (0, 0),
        (50_000_001, 1),
    ] {
        assert!(
            clean_file(png_header(width, height)).is_err(),
            "{width} x {height}"
        );
    }
}

#[test]
fn a_photo_that_was_cut_off_is_refused() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let whole = encoded(&halves(400, 300), format);
        for part in [20, 50, 95] {
            let cut = whole[..whole.len() * part / 100].to_vec();

            let refused = clean_file(cut);

            assert!(refused.is_err(), "{format:?}: {part} % is {refused:?}");
        }
    }
}

/// The small picture inside the EXIF block has an end of its own.
#[test]
fn the_end_of_a_small_picture_inside_is_not_taken_for_the_end() {
    let small = encoded(&halves(16, 16), ImageFormat::Jpeg);
    let whole = encoded(&halves(400, 300), ImageFormat::Jpeg);
    let length = u16::try_from(small.len() + 2).unwrap().to_be_bytes();
    let sent = [&whole[..2], &[0xFF, 0xE2], &length, &small, &whole[2..]].concat();

    assert!(clean_file(sent.clone()).is_ok());
    let cut = sent[..sent.len() - 40].to_vec();
    assert!(matches!(clean_file(cut), Err(UnfitFile::Damaged { .. })));
}

#[test]
fn too_many_bytes_are_refused_before_any_is_decoded() {
    let mut photo = encoded(&halves(8, 8), ImageFormat::Jpeg);
    photo.resize(PHOTO_BYTES + 1, 0);
    let mut document = b"%PDF-1.7".to_vec();
    document.resize(DOCUMENT_BYTES + 1, b' ');

    for sent in [photo, document] {
        let refused = clean_file(sent);

        assert!(
            matches!(refused, Err(UnfitFile::TooLong { .. })),
            "{refused:?}"
        );
    }
}
