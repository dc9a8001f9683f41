//! Features 2, reference systems: /conf/crs.

use super::*;

const ITEMS: &str = "/collections/settlements/items";
const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const WGS84: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";
const MERCATOR: &str = "http://www.opengis.net/def/crs/EPSG/0/3857";
const LAMBERT_93: &str = "http://www.opengis.net/def/crs/EPSG/0/2154";

/// South-west corner of S1, 1.4045 east and 43.602 north, as GDAL 3.6 gives it:
/// `echo 1.4045 43.602 | gdaltransform -s_srs '+proj=longlat +datum=WGS84' -t_srs EPSG:2154`.
const CORNER_LAMBERT_93: [f64; 2] = [571_146.124, 6_279_406.931];

#[tokio::test]
async fn crs_fc_md_crs_list_and_storage_crs_every_collection_lists_its_systems() {
    let api = Api::small().await;

    for collection in api.json("/collections").await["collections"]
        .as_array()
        .unwrap()
    {
        let expected = serde_json::json!([CRS84, WGS84, MERCATOR, LAMBERT_93]);
        assert_eq!(collection["crs"], expected);
        assert_eq!(collection["storageCrs"], CRS84);
    }
}

#[tokio::test]
async fn crs_parameter_and_content_crs_coordinates_come_in_the_order_of_the_axes() {
    let api = Api::small().await;

    // Mercator by hand: x = 6378137 lon, y = 6378137 ln tan(45° + lat/2), angles in radians.
    let (lon, lat) = (1.4045_f64.to_radians(), 43.602_f64.to_radians());
    let mercator = [
        6_378_137.0 * lon,
        6_378_137.0 * (std::f64::consts::FRAC_PI_4 + lat / 2.0).tan().ln(),
    ];
    for (crs, corner, tolerance) in [
        (CRS84, [1.4045, 43.602], 1e-9),
        (WGS84, [43.602, 1.4045], 1e-9),
        (MERCATOR, mercator, 0.006),
        (LAMBERT_93, CORNER_LAMBERT_93, 0.02),
    ] {
        for path in [ITEMS.to_owned(), format!("{ITEMS}/S1")] {
            let answer = api.ask(&format!("{path}?crs={}", escaped(crs)), &[]).await;
            assert_eq!(answer.headers["content-crs"], format!("<{crs}>"));
            let document = answer.json();
            let feature = document["features"].get(0).unwrap_or(&document);
            let seen = &feature["geometry"]["coordinates"][0][0];
            let apart = |axis: usize| (seen[axis].as_f64().unwrap() - corner[axis]).abs();
            let furthest = apart(0).max(apart(1));
            assert!(furthest < tolerance, "{crs}: {seen} is not {corner:?}");
        }
    }
}

#[tokio::test]
async fn crs_fc_bbox_crs_the_same_box_in_every_system_finds_the_same() {
    let api = Api::small().await;

    for (crs, bbox) in [
        (CRS84, "1.404,43.6,1.406,43.604"),
        (WGS84, "43.6,1.404,43.604,1.406"),
        (MERCATOR, "156300,5404000,156500,5404300"),
        (LAMBERT_93, "571100,6279380,571200,6279500"),
    ] {
        let path = format!("{ITEMS}?bbox-crs={}&bbox={bbox}", escaped(crs));
        assert_eq!(api.ids(&path).await, ["S1"], "{crs}");
    }
    let backwards = format!(
        "{ITEMS}?bbox-crs={}&bbox=571200,6279380,571100,6279500",
        escaped(LAMBERT_93)
    );
    assert_eq!(api.status(&backwards).await, 400);
}

#[tokio::test]
async fn crs_parameter_invalid_an_unknown_system_is_refused() {
    let api = Api::small().await;

    for name in ["crs", "bbox-crs", "filter-crs"] {
        for crs in ["EPSG:2154", "http://www.opengis.net/def/crs/EPSG/0/27700"] {
            let path = format!("{ITEMS}?{name}={}", escaped(crs));
            assert_eq!(api.status(&path).await, 400, "{name} {crs}");
        }
    }
}

#[tokio::test]
async fn crs_parameter_default_without_one_it_is_crs84_and_the_answer_says_so() {
    let api = Api::small().await;

    let answer = api.ask(ITEMS, &[]).await;

    assert_eq!(answer.headers["content-crs"], format!("<{CRS84}>"));
}
