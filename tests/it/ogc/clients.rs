//! Clients that are not ours, each on a running server: GDAL, `OWSLib` and QGIS count what is there.
//!
//! Who is not installed is skipped with a line that says how to install it; `make test` installs
//! GDAL and `OWSLib`, `make test-qgis` QGIS.

use std::{path::PathBuf, process::Command};

use jalon::{
    domain::{Audience, LayerKind},
    http::{Listener, serve},
};

use super::*;

/// A town of 25 settlements behind a real port.
pub(crate) struct Served {
    /// The address of its landing page.
    pub(crate) address: String,
    pub(crate) town: TestTown,
}

impl Served {
    pub(crate) async fn to(audience: Audience) -> Self {
        let town = TestTown::small().await;
        let squares: Vec<Value> = (0..25)
            .map(|i| {
                let west = 1.40 + f64::from(i) * 0.001;
                crate::support::square(&format!("S{i:02}"), west, 43.602, 0.0005)
            })
            .collect();
        town.import_json(LayerKind::Settlements, &squares).await;
        let (tell, told) = std::sync::mpsc::channel();
        let jalon = town.jalon.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            runtime.block_on(async move {
                let any_port = "127.0.0.1:0".parse().unwrap();
                let listener = Listener::open(any_port, audience).await.unwrap();
                tell.send(format!("{}ogc", listener.address())).unwrap();
                serve(jalon, listener).await;
            });
        });
        Self {
            address: told.recv().unwrap(),
            town,
        }
    }

    /// What a program prints, or `None` with a line where it is not installed.
    pub(crate) async fn output(
        &self,
        program: PathBuf,
        arguments: &[&str],
        how: &str,
    ) -> Option<String> {
        let mut command = Command::new(&program);
        command.args(arguments.iter().map(|a| a.replace("{}", &self.address)));
        command.env("QT_QPA_PLATFORM", "offscreen");
        let run = tokio::task::spawn_blocking(move || command.output());
        let Ok(output) = run.await.unwrap() else {
            println!("skipped: {} is not installed ({how})", program.display());
            return None;
        };
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        if err.contains("ModuleNotFoundError") {
            println!(
                "skipped: {} has not what it needs ({how})",
                program.display()
            );
            return None;
        }
        assert!(output.status.success(), "{}: {out}{err}", program.display());
        Some(out)
    }

    async fn gdal(&self, arguments: &[&str]) -> Option<String> {
        let how = "apt-get install gdal-bin";
        self.output("ogrinfo".into(), arguments, how).await
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Where scripts/test-tools puts Python packages.
fn test_python() -> PathBuf {
    let folder = std::env::var_os("JALON_TEST_PYTHON").map(PathBuf::from);
    let own = PathBuf::from(env!("CARGO_BIN_EXE_jalon"));
    let target = own.parent().and_then(|debug| debug.parent()).unwrap();
    folder.unwrap_or_else(|| target.join("test-python/bin/python"))
}

#[tokio::test]
async fn gdal_counts_every_collection() {
    let served = Served::to(Team).await;

    let Some(listed) = served.gdal(&["-ro", "-so", "-al", "OAPIF:{}"]).await else {
        return;
    };

    for (collection, count) in [
        ("settlements", 25),
        ("neighbourhoods", 2),
        ("flood", 1),
        ("railway", 1),
    ] {
        let told = listed
            .split("Layer name: ")
            .find(|told| told.starts_with(&format!("{collection}\n")));
        let told = told.unwrap_or_else(|| panic!("no {collection} in {listed}"));
        assert!(
            told.contains(&format!("Feature Count: {count}\n")),
            "{told}"
        );
    }
}

#[tokio::test]
async fn gdal_reads_every_page_and_every_column() {
    let served = Served::to(Team).await;
    let pages = [
        "-ro",
        "-al",
        "-oo",
        "PAGE_SIZE=10",
        "OAPIF:{}",
        "settlements",
    ];

    let Some(read) = served.gdal(&pages).await else {
        return;
    };

    assert_eq!(read.matches("OGRFeature(settlements)").count(), 25);
    assert_eq!(read.matches("  code (String) = S").count(), 25);
    assert!(read.contains("households (Integer) = 1000"), "{read}");
    assert!(
        read.contains("POLYGON ((1.4 43.602,1.4005 43.602"),
        "{read}"
    );
}

#[tokio::test]
async fn gdal_asks_for_a_box() {
    let served = Served::to(Team).await;
    let within = [
        "-ro",
        "-so",
        "-spat",
        "1.3999",
        "43.60",
        "1.4007",
        "43.61",
        "OAPIF:{}",
        "settlements",
    ];

    let Some(counted) = served.gdal(&within).await else {
        return;
    };

    assert!(counted.contains("Feature Count: 1\n"), "{counted}");
}

#[tokio::test]
async fn gdal_sees_of_the_public_server_what_the_public_sees() {
    let served = Served::to(Audience::Public).await;

    let Some(listed) = served.gdal(&["-ro", "-so", "-al", "OAPIF:{}"]).await else {
        return;
    };

    assert_eq!(listed.matches("Layer name: ").count(), 1, "{listed}");
    assert!(
        listed.contains("Layer name: neighbourhoods\n") && listed.contains("Feature Count: 2\n")
    );
}

/// Prints the collections, the features of a page and of all pages, a feature, and the queryables.
const OWSLIB: &str = r"
import sys
from owslib.ogcapi.features import Features
api = Features(sys.argv[1])
print(sorted(api.feature_collections()))
first = api.collection_items('settlements', limit=10)
print(len(first['features']), first['numberMatched'], first['numberReturned'])
print(len(api.collection_items('settlements', bbox=[1.3999, 43.60, 1.4007, 43.61])['features']))
print(api.collection_items('settlements', filter='code = \'S07\'')['features'][0]['id'])
print(api.collection_item('settlements', 'S03')['properties']['code'])
print('score' in api.collection_queryables('settlements')['properties'])
print(len(api.api()['paths']) > 5, any('features-1' in c for c in api.conformance()['conformsTo']))
";

#[tokio::test]
async fn owslib_finds_collections_features_and_queryables() {
    let served = Served::to(Team).await;
    let how = "scripts/test-tools installs OWSLib";

    let Some(said) = served
        .output(test_python(), &["-c", OWSLIB, "{}"], how)
        .await
    else {
        return;
    };

    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines,
        [
            "['flood', 'neighbourhoods', 'railway', 'settlements']",
            "10 25 10",
            "1",
            "S07",
            "S03",
            "True",
            "True True",
        ]
    );
}

/// Opens a layer as QGIS does when a person adds it, counts it, and asks for a box.
const QGIS: &str = r#"
import sys
from qgis.core import QgsApplication, QgsFeatureRequest, QgsRectangle, QgsVectorLayer
app = QgsApplication([], False)
app.initQgis()
uri = "url='%s' typename='%s' pagingEnabled='true' pageSize='10'"
for name in ['settlements', 'neighbourhoods', 'flood', 'railway']:
    layer = QgsVectorLayer(uri % (sys.argv[1], name), name, 'OAPIF')
    print(name, layer.isValid(), len(list(layer.getFeatures())))
layer = QgsVectorLayer(uri % (sys.argv[1], 'settlements'), 'settlements', 'OAPIF')
box = QgsFeatureRequest().setFilterRect(QgsRectangle(1.3999, 43.60, 1.4007, 43.61))
print([feature['code'] for feature in layer.getFeatures(box)])
# QGIS 3.22 may crash while it puts itself away, after all is said.
sys.stdout.flush()
import os
os._exit(0)
"#;

#[tokio::test]
async fn qgis_opens_every_collection_and_counts_it() {
    let served = Served::to(Team).await;
    let python = PathBuf::from("/usr/bin/python3");

    let Some(said) = served
        .output(python, &["-c", QGIS, "{}"], "make test-qgis")
        .await
    else {
        return;
    };

    for line in [
        "settlements True 25",
        "neighbourhoods True 2",
        "flood True 1",
        "railway True 1",
        "['S00']",
    ] {
        assert!(
            said.lines().any(|said| said == line),
            "{line} is not in: {said}"
        );
    }
}
