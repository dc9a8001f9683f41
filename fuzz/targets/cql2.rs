//! Text and JSON read as CQL2 and judged on features: no panic, no stack without end, and a feature
//! that passes lies in the filter's box.
#![no_main]

use jalon::{
    filter::{Filter, Terms},
    spatial::{Feature, Footprint, Holds, Properties, Shape, Value},
};
use libfuzzer_sys::fuzz_target;

const COLUMNS: &[(&str, Holds)] = &[
    ("name", Holds::Text),
    ("households", Holds::Integer),
    ("score", Holds::Number),
    ("open", Holds::Bool),
    ("since", Holds::Day),
    ("seen_at", Holds::Moment),
];

fuzz_target!(|text: &str| {
    let terms = Terms {
        columns: COLUMNS,
        to_lon_lat: &|_| Ok(()),
    };
    for filter in [
        Filter::from_text(text, &terms),
        Filter::from_json(text, &terms),
    ] {
        let Ok(filter) = filter else {
            continue;
        };
        for feature in features() {
            if let (true, Some(bbox), Some(own)) =
                (filter.passes(&feature), filter.bbox(), feature.shape.bbox())
            {
                assert!(own.intersects(&bbox), "what passes lies in the box");
            }
        }
    }
});

fn features() -> [Feature; 3] {
    let square = [
        (1.4, 43.6),
        (1.5, 43.6),
        (1.5, 43.7),
        (1.4, 43.7),
        (1.4, 43.6),
    ];
    let rings = vec![square.map(Into::into).to_vec()];
    let (area, _) = Footprint::mended(&[rings]).expect("a square is an area");
    let full = Properties::from_iter([
        ("name", Value::Text("Les Îles".into())),
        ("households", Value::Integer(12)),
        ("score", Value::Number(49.5)),
        ("open", Value::Bool(true)),
        ("since", Value::Text("2024-02-29".into())),
        ("seen_at", Value::Text("2024-02-29T10:00:00Z".into())),
    ]);
    let feature = |shape, properties| Feature {
        id: 1,
        shape,
        properties,
    };
    [
        feature(Shape::Area(area), full.clone()),
        feature(
            Shape::Points(vec![(1.44, 43.6), (-170.0, -80.0)].into()),
            full,
        ),
        feature(
            Shape::Points(vec![(0.0, 0.0)].into()),
            Properties::default(),
        ),
    ]
}
