//! Programs that are not ours read our pictures: GDAL as a raster, QGIS as a layer of XYZ tiles.

use std::fs;

use jalon::domain::Audience;

use crate::{ogc::clients::Served, support::ask};

/// A tile over the test town, and its corners in Mercator metres.
const TILE: (u8, u32, u32) = (14, 8256, 5982);
const HALF_WORLD_M: f64 = 20_037_508.342_789_244;

fn corners() -> [f64; 4] {
    let side = 2.0 * HALF_WORLD_M / f64::from(1_u32 << TILE.0);
    let (west, north) = (
        f64::from(TILE.1) * side - HALF_WORLD_M,
        HALF_WORLD_M - f64::from(TILE.2) * side,
    );
    [west, north, west + side, north - side]
}

fn server(served: &Served) -> String {
    served.address.trim_end_matches("/ogc").to_owned()
}

#[tokio::test]
async fn gdal_reads_our_tiles_pixel_by_pixel() {
    let served = Served::to(Audience::Team).await;
    let folder = tempfile::tempdir().unwrap();
    let (source, out) = (
        folder.path().join("tiles.xml"),
        folder.path().join("out.png"),
    );
    let xml = format!(
        r#"<GDAL_WMS><Service name="TMS"><ServerUrl>{}/tiles/flood/${{z}}/${{x}}/${{y}}.png</ServerUrl></Service>
        <DataWindow><UpperLeftX>-{H}</UpperLeftX><UpperLeftY>{H}</UpperLeftY><LowerRightX>{H}</LowerRightX>
        <LowerRightY>-{H}</LowerRightY><TileLevel>14</TileLevel><TileCountX>1</TileCountX><TileCountY>1</TileCountY>
        <YOrigin>top</YOrigin></DataWindow><Projection>EPSG:3857</Projection>
        <BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY><BandsCount>4</BandsCount></GDAL_WMS>"#,
        server(&served),
        H = HALF_WORLD_M,
    );
    fs::write(&source, xml).unwrap();
    let corners = corners().map(|metres| metres.to_string());
    let mut arguments = vec!["-q", "-of", "PNG", "-projwin"];
    arguments.extend(corners.iter().map(String::as_str));
    let paths = [source.display().to_string(), out.display().to_string()];
    arguments.extend(["-outsize", "256", "256", &paths[0], &paths[1]]);

    let how = "apt-get install gdal-bin";
    let Some(_) = served
        .output("gdal_translate".into(), &arguments, how)
        .await
    else {
        return;
    };

    let seen = image::load_from_memory(&fs::read(&out).unwrap()).unwrap();
    let address = format!("/tiles/flood/{}/{}/{}.png", TILE.0, TILE.1, TILE.2);
    let request = axum::http::Request::get(address).header("host", "127.0.0.1");
    let request = request.body(axum::body::Body::empty()).unwrap();
    let ours = ask(served.town.router(Audience::Team), request).await;
    let ours = image::load_from_memory(&ours.body).unwrap();
    assert!(ours.to_rgba8().pixels().any(|pixel| pixel[3] == 255));
    assert_eq!(seen.to_rgba8(), ours.to_rgba8());
}

/// Opens the tiles as QGIS does when a person adds them, draws them, and counts what is flood blue.
const QGIS: &str = r"
import sys
from qgis.core import *
from qgis.PyQt.QtCore import QSize
app = QgsApplication([], False)
app.initQgis()
url = sys.argv[1].removesuffix('/ogc') + '/tiles/flood/{z}/{x}/{y}.png'
layer = QgsRasterLayer('type=xyz&url=' + url.replace('{', '%7B').replace('}', '%7D') + '&zmin=0&zmax=22', 'flood', 'wms')
settings = QgsMapSettings()
settings.setLayers([layer])
settings.setDestinationCrs(QgsCoordinateReferenceSystem('EPSG:3857'))
settings.setExtent(QgsRectangle(*[float(n) for n in sys.argv[2:6]]))
settings.setOutputSize(QSize(256, 256))
job = QgsMapRendererSequentialJob(settings)
job.start()
job.waitForFinished()
image = job.renderedImage()
blue = sum(image.pixelColor(x, y).name() == '#174a8c' for x in range(256) for y in range(256))
print('valid', layer.isValid(), 'blue', blue > 1000)
sys.stdout.flush()
import os
os._exit(0)
";

#[tokio::test]
async fn qgis_shows_our_tiles_as_a_raster_layer() {
    let served = Served::to(Audience::Team).await;
    let [west, north, east, south] = corners().map(|metres| metres.to_string());

    let arguments = ["-c", QGIS, "{}", &west, &south, &east, &north];
    let python = "/usr/bin/python3".into();
    let Some(said) = served.output(python, &arguments, "make test-qgis").await else {
        return;
    };

    assert!(said.contains("valid True blue True"), "{said}");
}
