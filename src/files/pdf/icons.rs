//! The small marks before words, drawn as outlines so that no symbol font is needed and any printer shows them.

use super::page::{Corner, Shape};
use noodbrug_core::print::Icon;

/// Handles of a quarter circle lie so far along the tangent (Bézier's approximation of the circle).
const ROUND: f32 = 0.552_285;

/// One outline on a square of 10 by 10, from the upper left.
type Outline = Vec<Corner>;

/// Gives an icon whose square stands on a base line at a point, with this side in points.
pub(crate) fn drawn(icon: Icon, (x, base): (f32, f32), side: f32) -> Shape {
    let scale = side / 10.0;
    let put = |corner: Corner| Corner {
        x: x + corner.x * scale,
        y: base - side + corner.y * scale,
        handle: corner.handle,
    };
    let outlines = outlines(icon).into_iter().map(|outline| outline.into_iter().map(put).collect());
    Shape::Outlines(outlines.collect(), 0.0)
}

/// Gives the outlines of an icon; where outlines overlap, the paper shows.
fn outlines(icon: Icon) -> Vec<Outline> {
    match icon {
        Icon::Custody => barred_window(),
        Icon::Interpreter => vec![
            corners(&[(0., 1.), (10., 1.), (10., 7.), (5., 7.), (2., 10.), (2., 7.), (0., 7.)]),
            rectangle((2., 3.), (6., 0.9)),
            rectangle((2., 4.9), (4.2, 0.9)),
        ],
        Icon::Youth => vec![
            circle((3., 1.9), 1.7),
            corners(&[(0.4, 10.), (1.2, 4.2), (4.8, 4.2), (5.6, 10.)]),
            circle((7.9, 5.), 1.3),
            corners(&[(6.2, 10.), (6.7, 6.8), (9.1, 6.8), (9.6, 10.)]),
        ],
        Icon::Security => vec![
            corners(&[
                (5., 0.),
                (9.4, 1.6),
                (9.4, 5.4),
                (7.6, 8.4),
                (5., 10.),
                (2.4, 8.4),
                (0.6, 5.4),
                (0.6, 1.6),
            ]),
            rectangle((4.4, 2.2), (1.2, 3.6)),
            rectangle((4.4, 6.7), (1.2, 1.2)),
        ],
        Icon::ClosedDoors => vec![
            rectangle((0.4, 0.), (9.2, 10.)),
            rectangle((1.5, 1.1), (3.1, 8.9)),
            rectangle((5.4, 1.1), (3.1, 8.9)),
            rectangle((3.2, 5.), (0.8, 1.4)),
            rectangle((6., 5.), (0.8, 1.4)),
        ],
        Icon::Victim => vec![
            circle((5., 2.3), 2.2),
            corners(&[(1., 10.), (1.6, 6.4), (3.4, 5.2), (6.6, 5.2), (8.4, 6.4), (9., 10.)]),
        ],
        Icon::Transport => vec![
            corners(&[(0., 2.), (6.4, 2.), (6.4, 3.6), (8.6, 3.6), (10., 5.6), (10., 7.8), (0., 7.8)]),
            circle((2.4, 8.), 1.5),
            circle((7.7, 8.), 1.5),
            rectangle((1., 3.2), (1.6, 1.6)),
            rectangle((3.6, 3.2), (1.6, 1.6)),
        ],
        Icon::Warning => vec![
            corners(&[(5., 0.4), (10., 10.), (0., 10.)]),
            rectangle((4.45, 3.8), (1.1, 3.1)),
            rectangle((4.45, 7.7), (1.1, 1.1)),
        ],
        Icon::Clock => vec![
            circle((5., 5.), 5.),
            circle((5., 5.), 3.9),
            rectangle((4.5, 2.2), (1., 3.4)),
            rectangle((5.5, 4.6), (2., 1.)),
        ],
        Icon::Done => vec![corners(&[(0.6, 5.4), (2., 4.), (4., 6.2), (8.2, 1.2), (9.6, 2.5), (4., 9.2)])],
    }
}

fn barred_window() -> Vec<Outline> {
    let mut outlines = vec![rectangle((0., 0.), (10., 10.))];
    outlines.extend([1.2, 4.2, 7.2].map(|x| rectangle((x, 1.2), (1.6, 7.6))));
    outlines
}

/// Gives a rectangle's outline from its upper left corner and its sides.
pub(crate) fn rectangle((x, y): (f32, f32), (width, height): (f32, f32)) -> Outline {
    corners(&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
}

fn corners(points: &[(f32, f32)]) -> Outline {
    points.iter().map(|(x, y)| Corner { x: *x, y: *y, handle: false }).collect()
}

fn circle((x, y): (f32, f32), radius: f32) -> Outline {
    let handle = radius * ROUND;
    let around = [
        (radius, 0.0, false),
        (radius, handle, true),
        (handle, radius, true),
        (0.0, radius, false),
        (-handle, radius, true),
        (-radius, handle, true),
        (-radius, 0.0, false),
        (-radius, -handle, true),
        (-handle, -radius, true),
        (0.0, -radius, false),
        (handle, -radius, true),
        (radius, -handle, true),
        (radius, 0.0, false),
    ];
    around.into_iter().map(|(dx, dy, handle)| Corner { x: x + dx, y: y + dy, handle }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Icon; 10] = [
        Icon::Custody,
        Icon::Interpreter,
        Icon::Youth,
        Icon::Security,
        Icon::ClosedDoors,
        Icon::Victim,
        Icon::Transport,
        Icon::Warning,
        Icon::Clock,
        Icon::Done,
    ];

    #[test]
    fn every_icon_stays_within_its_square() {
        for icon in ALL {
            for corner in outlines(icon).concat() {
                assert!(
                    (-0.01..=10.01).contains(&corner.x) && (-0.01..=10.01).contains(&corner.y),
                    "{icon:?}"
                );
            }
        }
    }

    #[test]
    fn an_icon_stands_on_its_base_line() {
        let Shape::Outlines(outlines, _) = drawn(Icon::Custody, (100.0, 50.0), 8.0) else {
            panic!("no outlines")
        };
        let lowest = outlines.concat().iter().map(|corner| corner.y).fold(f32::MIN, f32::max);
        assert!((lowest - 50.0).abs() < 0.001);
    }
}
