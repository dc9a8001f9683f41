//! What the first lines of separated values say of the rest.

use csv::ReaderBuilder;

use crate::formats::{
    DeclaredCrs,
    text::{cleaned, decoded},
    wkt,
};

/// Signs that separate values, in the order they are preferred.
const SEPARATORS: [u8; 4] = *b",;\t|";

/// Rows that are compared to find the separator.
const ROWS_COMPARED: usize = 20;

/// Where a row's shape stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In one column, as well-known text.
    Shape(usize),
    /// In two columns, longitude or x first.
    Pair(usize, usize),
    /// There is none: attributes only.
    Nowhere,
}

/// What the first lines say.
pub(super) struct Head {
    pub(super) separator: u8,
    pub(super) names: Vec<String>,
    pub(super) place: Place,
    pub(super) crs: DeclaredCrs,
    pub(super) notes: Vec<String>,
}

impl Head {
    /// Looks at the start of a file; `None` when there is no line in it.
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        let separator = separator(text);
        let rows = rows(text, separator);
        let (names, rows) = rows.split_first()?;
        let names: Vec<_> = names
            .iter()
            .map(|n| cleaned(n.trim()).into_owned())
            .collect();
        let plain: Vec<_> = names.iter().map(|name| plain(name)).collect();
        let (place, crs) = place(&plain, rows);
        let mut notes = Vec::new();
        let whole = &text[..text.len().saturating_sub(3)];
        if std::str::from_utf8(whole).is_err_and(|e| e.error_len().is_some()) {
            notes.push(
                "the text is not UTF-8 and was read as Windows-1252; check the accents".to_owned(),
            );
        }
        Some(Self {
            separator,
            names,
            place,
            crs,
            notes,
        })
    }

    /// The names of the columns that are passed on.
    pub(super) fn columns(&self) -> Vec<String> {
        let kept = |(i, _): &(usize, &String)| self.place != Place::Shape(*i);
        let names = self.names.iter().enumerate().filter(kept);
        names.map(|(_, name)| name.clone()).collect()
    }
}

/// The sign that cuts the most rows into as many values as the first, and into the most.
fn separator(text: &[u8]) -> u8 {
    let score = |sign: &u8| {
        let rows = rows(text, *sign);
        let width = rows.first().map_or(0, Vec::len);
        let even = rows.iter().filter(|row| row.len() == width).count();
        if width < 2 { (0, 0) } else { (even, width) }
    };
    // The first of the best: `max_by_key` would take the last.
    let best = SEPARATORS.iter().rev().max_by_key(|sign| score(sign));
    best.copied().unwrap_or(b',')
}

/// The first rows; the very last may be cut short, which one row in twenty does not change.
fn rows(text: &[u8], separator: u8) -> Vec<Vec<String>> {
    let reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text);
    let records = reader.into_byte_records().map_while(Result::ok);
    records
        .take(ROWS_COMPARED)
        .map(|row| {
            row.iter()
                .map(|value| decoded(value).into_owned())
                .collect()
        })
        .collect()
}

/// A column's name in small letters, without accents, other signs as `_`.
fn plain(name: &str) -> String {
    let sign = |c: char| match c {
        'é' | 'è' | 'ê' | 'É' | 'È' => 'e',
        c if c.is_ascii_alphanumeric() => c.to_ascii_lowercase(),
        _ => '_',
    };
    name.trim().chars().map(sign).collect()
}

/// Finds the shape, and what its column says of the reference system.
fn place(names: &[String], rows: &[Vec<String>]) -> (Place, DeclaredCrs) {
    if let Some(column) = shape_column(names, rows) {
        let first = rows
            .iter()
            .find_map(|row| row.get(column).filter(|text| !text.trim().is_empty()));
        let crs = first.map_or(DeclaredCrs::Undeclared, |text| wkt::declared_crs(text));
        return (Place::Shape(column), crs);
    }
    for (xs, ys, degrees) in PAIRS {
        let at = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        if let (Some(x), Some(y)) = (at(xs), at(ys)) {
            let crs = if degrees {
                DeclaredCrs::lon_lat()
            } else {
                DeclaredCrs::Undeclared
            };
            return (Place::Pair(x, y), crs);
        }
    }
    (Place::Nowhere, DeclaredCrs::Undeclared)
}

/// Names of a pair of columns, and whether they hold degrees.
type Pair = (&'static [&'static str], &'static [&'static str], bool);

const PAIRS: [Pair; 2] = [
    (
        &[
            "lon",
            "lng",
            "long",
            "longitude",
            "lon_wgs84",
            "longitude_wgs84",
            "x_wgs84",
            "x_lon",
            "gps_lon",
            "gps_longitude",
        ],
        &[
            "lat",
            "latitude",
            "lat_wgs84",
            "latitude_wgs84",
            "y_wgs84",
            "y_lat",
            "gps_lat",
            "gps_latitude",
        ],
        true,
    ),
    (
        &[
            "x",
            "coord_x",
            "coordx",
            "x_coord",
            "xcoord",
            "point_x",
            "coordonnee_x",
            "coordonnees_x",
            "x_l93",
            "x_lambert93",
            "easting",
        ],
        &[
            "y",
            "coord_y",
            "coordy",
            "y_coord",
            "ycoord",
            "point_y",
            "coordonnee_y",
            "coordonnees_y",
            "y_l93",
            "y_lambert93",
            "northing",
        ],
        false,
    ),
];

/// A column of a known name, or any, whose first value is a shape.
fn shape_column(names: &[String], rows: &[Vec<String>]) -> Option<usize> {
    const KNOWN: [&str; 9] = [
        "wkt",
        "geom",
        "geometry",
        "the_geom",
        "wkt_geom",
        "geom_wkt",
        "geometrie",
        "shape",
        "ewkt",
    ];
    let is_shape = |column: &usize| {
        let mut values = rows.iter().filter_map(|row| row.get(*column));
        values
            .find(|text| !text.trim().is_empty())
            .is_some_and(|text| wkt::looks_like(text))
    };
    let is_known = |column: &usize| KNOWN.contains(&names[*column].as_str());
    let columns = || 0..names.len();
    columns()
        .filter(is_known)
        .find(is_shape)
        .or_else(|| columns().find(is_shape))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Head {
        Head::of(text.as_bytes()).unwrap()
    }

    #[test]
    fn the_separator_is_the_one_that_cuts_evenly() {
        for (text, separator) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2,5\n", b';'),
            ("a\tb\n1,5\t2;5\n", b'\t'),
            ("a|b\n1|2", b'|'),
            ("nom;note\n\"x, y\";\"a, b, c\"\n\"x\";\"a\"\n", b';'),
            ("one\ntwo\n", b','),
        ] {
            assert_eq!(
                char::from(head(text).separator),
                char::from(separator),
                "{text}"
            );
        }
    }

    #[test]
    fn columns_of_coordinates_are_known_by_their_names() {
        for (names, place, crs) in [
            (
                "id,Longitude,LATITUDE",
                Place::Pair(1, 2),
                DeclaredCrs::lon_lat(),
            ),
            ("lat,lng", Place::Pair(1, 0), DeclaredCrs::lon_lat()),
            (
                "Coord X,Coord Y",
                Place::Pair(0, 1),
                DeclaredCrs::Undeclared,
            ),
            (
                "coordonnée_x,coordonnée_y",
                Place::Pair(0, 1),
                DeclaredCrs::Undeclared,
            ),
            ("x,nom", Place::Nowhere, DeclaredCrs::Undeclared),
        ] {
            let head = head(names);

            assert_eq!((head.place, head.crs), (place, crs), "{names}");
        }
    }

    #[test]
    fn a_column_of_shapes_is_known_by_its_values() {
        let named = head("id,geom\n1,\n2,SRID=2154;POINT(1 2)\n");
        let other = head("contour;x;y\n\"POLYGON((0 0,1 0,0 1,0 0))\";1;2\n");
        let words = head("geometry,shape\nsquare,round\n");

        assert_eq!(
            (named.place, named.crs),
            (Place::Shape(1), DeclaredCrs::Epsg(2154))
        );
        assert_eq!(other.place, Place::Shape(0));
        assert_eq!(words.place, Place::Nowhere);
    }

    #[test]
    fn text_that_is_not_utf8_is_noted() {
        let head = Head::of(b"nom,lieu\nQuartier du pr\xe9,Toulouse\n").unwrap();

        assert!(head.notes[0].contains("Windows-1252"));
    }
}
