"""The specification of the simulator, worked out by hand."""

from __future__ import annotations

from journeylab.domain.scenario import Scenario
from journeylab.sim.compile import compile_scenario
from journeylab.sim.loop import number, walk

# The 64-bit numbers of customer 114 under seed 7, steps 0 to 6.
NUMBERS = [
    0x64C69A52198F528C,
    0x12BDDE47A123F500,
    0xBF91448C7ED08F62,
    0x94F22950ABDAA551,
    0xD471D7FE74D76C38,
    0x8AC45918E2D10F4C,
    0x973A9A22C7787DFA,
]


def test_one_journey_by_hand(tiny_scenario: Scenario) -> None:
    """Customer 114 of seed 7 searches, fills the basket, waits for her order and sends half of it back.

    Below, z(q) is the quantile of the standard normal distribution, and a gap
    with median m and 90 % quantile p has sigma = ln(p / m) / 1.2816.
    """
    assert [number(7, 114, step) for step in range(7)] == NUMBERS
    # Arrival: bits 32-53 of step 0 are 432 722; 432 722 * 40 320 minutes / 2**22 = 4 159.8.
    search = 4159
    # Search -> basket: gap field 140, z(140.5 / 1024) = -1.093, sigma = ln(8/2) / 1.2816 = 1.082;
    # 2 * exp(1.082 * -1.093) = 0.61, rounded 1 minute.
    basket = search + 1
    # Basket -> checkout: field 336, z = -0.444; 2 * exp(1.082 * -0.444) = 1.24, rounded 1.
    checkout = basket + 1
    # Checkout -> order: field 1022, z = 2.977, sigma = ln(10/3) / 1.2816 = 0.939; 3 * exp(2.797) = 49.2.
    order = checkout + 49
    # Waiting at the order: field 49 of 64, z(49.5 / 64) = 0.750, sigma = ln(4/2) / 1.2816 = 0.541;
    # 2 880 * exp(0.406) = 4 321 minutes, one above the patience of 3 days.
    # Then the gap: field 280, z = -0.601; 2 * exp(1.082 * -0.601) = 1.04, rounded 1.
    parcel_back = order + 4321 + 1

    # Order value: field 17 of 64, z(17.5 / 64) = -0.603, sigma = ln(120/50) / 1.2816 = 0.683;
    # 50 * exp(-0.412) = 33.13 euros.  Articles: field 13 of 16 is 2; of these 1 + (1 * 8 >> 4) = 1 comes back.
    bought, back = 3313, 3313 * 1 // 2

    # Mood: 5 of 10 is 128.  Noise of 0.3 points is 7.65 units: fields 55, 17, 10, 53, 22 have
    # z = 1.113, -0.603, -0.978, 0.978, -0.381 and add 9, -5, -7, 7, -3.
    # Nina wants price 4, service 2.  During the purchase the checkout delivers service 1:
    # 51 * 2 * (1 - 2.5) / 2.5 / 6 = -10; the order delivers service 4: +10.
    # Waiting one minute beyond 4 320 costs 12.75 * log2(4321 / 4320) = 0.
    mood = 128 + 9 - 5 + (-10 - 7) + (10 + 7 - 0) - 3

    way = walk(compile_scenario(tiny_scenario), seed=7, customer=114)
    assert [tiny_scenario.contact_ids[code] for code in way.codes] == ["suche", "korb", "kasse", "kauf", "retoure"]
    assert way.minutes == [search, basket, checkout, order, parcel_back]
    assert way.cents == [0, 0, 0, bought, back]
    assert way.items == [0, 0, 0, 2, 1]
    assert (way.outcome, way.kind, way.mood) == (0, 0, mood)


def test_the_states_of_that_journey_by_hand(tiny_scenario: Scenario) -> None:
    """From the search ad the weights 2, 4, 3, 1 share 2**32; column 98 has no state of its own and gives its alias."""
    table = compile_scenario(tiny_scenario).alias[0, 8, 0]
    # Mass of basket 4/10 of 2**32: far more than one column's 2**24, so that spare columns belong to the big ones.
    assert NUMBERS[2] & 0xFF == 98
    assert table[98] >> 8 == 0
    assert table[98] & 0xFF == tiny_scenario.contact_ids.index("korb")
