"""The cheapest way to carry whole supplies to places with limits: successive shortest paths, with its potentials."""

from collections.abc import Sequence
from dataclasses import dataclass

Costs = Sequence[Sequence[int | None]]


@dataclass(slots=True)
class Network:
    """Supplies on one side, places with limits on the other; *flow* is what goes where.

    *near* and *far* are the potentials of supplies and places, *end* that of the common end behind the places. With
    them no cost is ever below nothing, so each search goes by the nearest node first and ends at the first place with
    room. All is whole numbers of any size.
    """

    costs: Costs
    room: list[int]
    flow: list[list[int]]
    near: list[int]
    far: list[int]
    end: int = 0

    def carry(self, supply: int, amount: int) -> None:
        """Carry *amount* from one supply, each time along the cheapest way that is left.

        :raises ValueError: when there is no way.
        """
        while amount:
            amount -= self._carry_once(supply, amount)

    def _carry_once(self, supply: int, amount: int) -> int:
        near, far, came_near, came_far, target, length = self._search(supply)
        for node, distance in near.items():
            if distance < length:
                self.near[node] += distance - length
        for node, distance in far.items():
            if distance < length:
                self.far[node] += distance - length
        # Back along the way: places are reached from supplies, supplies from places they can give up.
        way, place = [], target
        while True:
            source = came_far[place]
            way.append((source, place))
            if source == supply:
                break
            place = came_near[source]
            amount = min(amount, self.flow[source][place])
        amount = min(amount, self.room[target])
        for number, (source, place) in enumerate(way):
            self.flow[source][place] += amount
            if number + 1 < len(way):
                self.flow[source][came_near[source]] -= amount
        self.room[target] -= amount
        return amount

    def _search(self, supply: int) -> tuple[dict[int, int], dict[int, int], dict[int, int], dict[int, int], int, int]:
        """Return distances and origins of all nodes nearer than the end, the place before it, and how far it is."""
        near, far = {supply: 0}, dict[int, int]()
        came_near, came_far = dict[int, int](), dict[int, int]()
        open_near, open_far = {supply}, set[int]()
        target, length = -1, -1
        while open_near or open_far:
            first = min(open_near, key=near.__getitem__, default=-1)
            last = min(open_far, key=far.__getitem__, default=-1)
            if last < 0 or (first >= 0 and near[first] <= far[last]):
                if 0 <= length <= near[first]:
                    break
                open_near.discard(first)
                self._leave_supply(first, near[first], far, came_far, open_far)
                continue
            here = far[last]
            if 0 <= length <= here:
                break
            open_far.discard(last)
            if self.room[last] and (length < 0 or here + self.far[last] - self.end < length):
                target, length = last, here + self.far[last] - self.end
            for source, row in enumerate(self.flow):
                # What flows costs nothing to give up: its price and its potentials are even.
                if row[last] and here < near.get(source, here + 1):
                    near[source], came_near[source] = here, last
                    open_near.add(source)
        if target < 0:
            raise ValueError("There is no way to any place with room.")
        return near, far, came_near, came_far, target, length

    def _leave_supply(
        self, source: int, so_far: int, far: dict[int, int], came_far: dict[int, int], open_far: set[int]
    ) -> None:
        base = so_far + self.near[source]
        for place, cost in enumerate(self.costs[source]):
            if cost is None:
                continue
            distance = base + cost - self.far[place]
            if place not in far or distance < far[place]:
                far[place], came_far[place] = distance, source
                open_far.add(place)


def cheapest(costs: Costs, supplies: Sequence[int], limits: Sequence[int]) -> Network:
    """Return the network once all *supplies* are carried at the least total cost within *limits*."""
    places = len(limits)
    network = Network(costs, list(limits), [[0] * places for _ in supplies], [0] * len(supplies), [0] * places)
    for number, amount in enumerate(supplies):
        network.carry(number, amount)
    return network
