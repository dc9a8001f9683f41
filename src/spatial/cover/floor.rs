//! What a polygon winds around a cell from below it: the fewest edges that say so.

use geo_types::Coord;

use super::window::Edge;

/// Joins the edges from `begin` on that lie on the floor, and leaves out those that undo each other.
pub(super) fn level(edges: &mut Vec<Edge>, begin: usize, floor: f64) {
    let mut turns: Vec<(f64, i32)> = Vec::new();
    let mut kept = begin;
    for place in begin..edges.len() {
        let edge = edges[place];
        if edge.west.y <= floor && edge.east.y <= floor {
            turns.extend([(edge.west.x, edge.winding), (edge.east.x, -edge.winding)]);
        } else {
            edges[kept] = edge;
            kept += 1;
        }
    }
    edges.truncate(kept);
    turns.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
    let (mut west, mut winding) = (f64::NEG_INFINITY, 0);
    for turned in turns.chunk_by(|(a, _), (b, _)| a.total_cmp(b).is_eq()) {
        let change: i32 = turned.iter().map(|(_, change)| change).sum();
        if change == 0 {
            continue;
        }
        let x = turned[0].0;
        if winding != 0 {
            edges.push(Edge {
                west: Coord { x: west, y: floor },
                east: Coord { x, y: floor },
                winding,
            });
        }
        (west, winding) = (x, winding + change);
    }
}
