"""Invented families to draw: six written ones, and any number of random ones.

None of them is a real family, and none is one that the layout was tuned to
alone: the random ones mix what the written ones have.
"""

from __future__ import annotations

import calendar
import random
from collections.abc import Callable
from datetime import date

from workbench.case.model import Person, Relationship, When

Rows = tuple[list[Person], list[Relationship]]


def when(text: str) -> When:
    """Return the interval of "1998", "1998-05", "1998-05-14" or "", with "c." for about."""
    if not text:
        return When("")
    bare, about = text.removeprefix("c."), text.startswith("c.")
    year, *rest = (int(part) for part in bare.split("-"))
    if not rest:
        first, last, precision = date(year - about, 1, 1), date(year + about, 12, 31), "year"
    elif len(rest) == 1:
        last_day = calendar.monthrange(year, rest[0])[1]
        first, last, precision = date(year, rest[0], 1), date(year, rest[0], last_day), "month"
    else:
        first = last = date(year, *rest)
        precision = "day"
    return When(text, first, last, precision, bare + "~" * about)


def family(people: str, lines: str) -> Rows:
    """Return the rows of a family written as text.

    A person is "id sex birth [death] [: role]" with "-" for not known; a line is
    "person relation other [start] [end]".
    """
    persons = []
    for row in filter(None, map(str.strip, people.splitlines())):
        facts, _, role = row.partition(":")
        who, sex, *dates = (word.replace("-", "") if word == "-" else word for word in facts.split())
        born, died = (*dates, "", "")[:2]
        sexes = {"f": "female", "m": "male", "nb": "non-binary", "": "unknown"}
        label = who.replace("_", " ").capitalize()
        role = role.strip()
        persons.append(
            Person(who, label, sexes[sex], when(born), when(died), role, role.startswith("subject"))
        )
    relationships = []
    for entry, row in enumerate(filter(None, map(str.strip, lines.splitlines())), start=1):
        person, relation, other, *dates = row.split()
        start, end = ("" if d == "-" else d for d in (*dates, "", "")[:2])
        relationships.append(
            Relationship(person, relation, other, when(start), when(end), f"relationships.csv:{entry}")
        )
    return persons, relationships


def teenage_parents() -> Rows:
    """An infant, two care-experienced teenage parents, four grandparents, carers, friends."""
    return family(
        """
        infant f 2019-04-17 2019-07-21 : subject child
        mother f 2001-03
        father m 2000-11
        maternal_grandmother f c.1976
        maternal_grandfather m 1974
        paternal_grandmother f 1979
        paternal_grandfather m 1978 2012
        carer_of_mother f 1960
        carer_of_father_1 m 1962
        carer_of_father_2 f 1963
        friend_of_mother f 2000
        friend_of_father m 1999
        """,
        """
        mother parent_of infant
        father parent_of infant
        maternal_grandmother parent_of mother
        maternal_grandfather parent_of mother
        paternal_grandmother parent_of father
        paternal_grandfather parent_of father
        maternal_grandmother married_to maternal_grandfather 1998
        maternal_grandmother divorced maternal_grandfather 2008
        paternal_grandmother cohabiting paternal_grandfather 1997 2005
        mother partner_of father 2018-02
        mother cohabiting father 2019-03
        mother expecting father 2018-10 2019-04-17
        carer_of_mother foster_carer_of mother 2014-05 2018-09
        carer_of_father_1 foster_carer_of father 2012-06 2018-11
        carer_of_father_2 foster_carer_of father 2012-06 2018-11
        carer_of_father_1 married_to carer_of_father_2 1988
        friend_of_mother friend_of mother
        friend_of_father friend_of father
        mother household flat_1 2019-03
        father household flat_1 2019-03
        infant household flat_1 2019-04-20
        father violence mother 2019-01
        mother conflict maternal_grandmother 2016
        """,
    )


def half_siblings() -> Rows:
    """Twenty people, eight couples: both parents of the child have three partners."""
    return family(
        """
        gf1 m 1950
        gm1 f 1952
        gf2 m 1948 2010
        gm2 f 1951
        mum f 1980
        aunt f 1977
        dad m 1978
        uncle m 1983
        ex_of_mum_1 m 1975
        ex_of_mum_2 m 1982
        ex_of_dad_1 f 1979
        ex_of_dad_2 f 1985
        half_1 f 1999
        half_2 m 2001
        loss - 2003 : miscarriage
        child m 2006 : subject child
        sister f 2008
        half_3 m 2002
        half_4 f 2011
        cousin f 2000
        """,
        """
        gf1 married_to gm1 1974
        gf2 married_to gm2 1973
        gf1 parent_of mum
        gm1 parent_of mum
        gf1 parent_of aunt
        gm1 parent_of aunt
        gf2 parent_of dad
        gm2 parent_of dad
        gf2 parent_of uncle
        gm2 parent_of uncle
        mum cohabiting ex_of_mum_1 1997 2000
        mum married_to dad 2004
        mum divorced dad 2009
        mum partner_of ex_of_mum_2 2010
        dad partner_of ex_of_dad_1 2000 2003
        dad cohabiting ex_of_dad_2 2010
        ex_of_mum_1 parent_of half_1
        mum parent_of half_1
        ex_of_mum_1 parent_of half_2
        mum parent_of half_2
        mum parent_of loss
        ex_of_mum_2 parent_of loss
        mum parent_of child
        dad parent_of child
        mum parent_of sister
        dad parent_of sister
        dad parent_of half_3
        ex_of_dad_1 parent_of half_3
        dad parent_of half_4
        ex_of_dad_2 parent_of half_4
        aunt parent_of cousin
        uncle partner_of ex_of_dad_1 2012
        """,
    )


def kinship_and_foster() -> Rows:
    """Twenty-three people: kinship care, the mother's former carers, adopted twins."""
    return family(
        """
        gm f 1955
        gf_1 m 1950
        gf_2 m 1957
        mother f 1984
        aunt f 1988
        half_uncle m 1994
        father m 1982
        father_mum f 1958
        father_dad m 1956 2001
        aunt_husband m 1986
        carer_a f 1949
        carer_b m 1947
        carer_child m 1975
        child f 2007 : subject child
        brother m 2009
        still - 2011 2011 : stillbirth
        twin_a f 2012-06-03
        twin_b f 2012-06-03
        adopter_a m 1976
        adopter_b m 1979
        cousin_1 m 2010
        cousin_2 f 2013
        friend f 1985
        """,
        """
        gm married_to gf_1 1980
        gm divorced gf_1 1990
        gm cohabiting gf_2 1992
        gm parent_of mother
        gf_1 parent_of mother
        gm parent_of aunt
        gf_1 parent_of aunt
        gm parent_of half_uncle
        gf_2 parent_of half_uncle
        father_mum married_to father_dad 1979
        father_mum parent_of father
        father_dad parent_of father
        mother cohabiting father 2005
        mother separated father 2013
        mother parent_of child
        father parent_of child
        mother parent_of brother
        father parent_of brother
        mother parent_of still
        father parent_of still
        mother parent_of twin_a
        father parent_of twin_a
        mother parent_of twin_b
        father parent_of twin_b
        twin_a identical_twin_of twin_b
        adopter_a adoptive_parent_of twin_a 2014
        adopter_b adoptive_parent_of twin_a 2014
        adopter_a adoptive_parent_of twin_b 2014
        adopter_b adoptive_parent_of twin_b 2014
        adopter_a married_to adopter_b 2012
        aunt married_to aunt_husband 2009
        aunt parent_of cousin_1
        aunt_husband parent_of cousin_1
        aunt parent_of cousin_2
        aunt_husband parent_of cousin_2
        carer_a married_to carer_b 1970
        carer_a parent_of carer_child
        carer_b parent_of carer_child
        carer_a foster_carer_of mother 1996 2002
        carer_b foster_carer_of mother 1996 2002
        gm kinship_carer_of child 2013 2015
        gf_2 kinship_carer_of child 2013 2015
        carer_a foster_carer_of child 2015
        carer_b foster_carer_of child 2015
        friend friend_of mother
        gm household home 2000
        gf_2 household home 2000
        child household home 2013 2015
        """,
    )


def entangled() -> Rows:
    """Twenty-six people, five generations: two brothers, a cousin as partner, a pregnancy."""
    return family(
        """
        old_f m 1925 1990
        old_m f 1928 2003
        gf m 1950
        gm f 1952
        great_uncle m 1953
        great_uncle_wife f 1955
        other_gf m 1948
        other_gm f 1950
        third_gm f 1954
        mother f 1980
        sister f 1983
        half_sister f 1990
        brother_1 m 1977
        brother_2 m 1981
        cousin m 1979
        cousin_sister f 1982
        cousin_ex f 1980
        kid_1 f 1998
        kid_2 m 2001
        kid_3 f 2004
        kid_4 m 2007
        nephew m 2003
        cousin_kid f 2002
        young_man m 1996
        baby f 2017 : subject child
        unborn - - : pregnancy
        """,
        """
        old_f married_to old_m 1948
        old_f parent_of gf
        old_m parent_of gf
        old_f parent_of great_uncle
        old_m parent_of great_uncle
        gf married_to gm 1978
        gf parent_of mother
        gm parent_of mother
        gf parent_of sister
        gm parent_of sister
        gf partner_of third_gm 1988
        gf parent_of half_sister
        third_gm parent_of half_sister
        great_uncle married_to great_uncle_wife 1976
        great_uncle parent_of cousin
        great_uncle_wife parent_of cousin
        great_uncle parent_of cousin_sister
        great_uncle_wife parent_of cousin_sister
        other_gf married_to other_gm 1974
        other_gf parent_of brother_1
        other_gm parent_of brother_1
        other_gf parent_of brother_2
        other_gm parent_of brother_2
        mother cohabiting brother_1 1997
        mother separated brother_1 2002
        mother partner_of brother_2 2003 2005
        mother cohabiting cousin 2006
        sister partner_of brother_2 2002 2003
        cousin married_to cousin_ex 2000
        cousin divorced cousin_ex 2005
        mother parent_of kid_1
        brother_1 parent_of kid_1
        mother parent_of kid_2
        brother_1 parent_of kid_2
        mother parent_of kid_3
        brother_2 parent_of kid_3
        mother parent_of kid_4
        cousin parent_of kid_4
        sister parent_of nephew
        brother_2 parent_of nephew
        cousin parent_of cousin_kid
        cousin_ex parent_of cousin_kid
        kid_1 partner_of young_man 2015
        kid_1 parent_of baby
        young_man parent_of baby
        kid_1 parent_of unborn
        young_man parent_of unborn
        brother_2 violence mother 2004
        sister cutoff mother
        """,
    )


def two_mothers() -> Rows:
    """Two mothers, a donor not known, a step-parent, siblings whose parents are not in the table."""
    return family(
        """
        anna f 1980
        bea f 1983
        aunt f 1978
        child_1 nb 2010
        child_2 m 2014 : subject child
        ex m 1979
        ex_wife f 1981
        step_child f 2008
        granny f 1950
        lodger m -
        """,
        """
        anna married_to bea 2012
        anna parent_of child_2
        bea parent_of child_2
        anna parent_of child_1
        ex parent_of child_1
        bea step_parent_of child_1
        aunt sibling_of anna
        granny parent_of bea
        ex married_to ex_wife 2006
        ex_wife parent_of step_child
        ex step_parent_of step_child
        anna household home
        bea household home
        child_1 household home
        child_2 household home
        lodger household home 2016
        """,
    )


def uncle_and_niece() -> Rows:
    """A couple of two generations, and a man with a mother and later her daughter."""
    return family(
        """
        gf m 1940
        gm f 1942
        son m 1962
        uncle m 1975
        son_wife f 1964
        niece f 1990
        baby m 2010 : subject child
        man m 1968
        second f 2011
        """,
        """
        gf married_to gm
        gf parent_of son
        gm parent_of son
        gf parent_of uncle
        gm parent_of uncle
        son married_to son_wife
        son parent_of niece
        son_wife parent_of niece
        uncle parent_of baby
        niece parent_of baby
        uncle partner_of niece 2009
        son_wife partner_of man 1995 2005
        niece partner_of man 2010-06
        man parent_of second
        niece parent_of second
        """,
    )


WRITTEN: dict[str, Callable[[], Rows]] = {
    "teenage parents": teenage_parents,
    "half-siblings": half_siblings,
    "kinship and foster": kinship_and_foster,
    "entangled": entangled,
    "two mothers": two_mothers,
    "uncle and niece": uncle_and_niece,
}


def random_family(size: int, seed: int) -> Rows:
    """Return a family of about ``size`` people with everything that makes drawing hard."""
    chance = random.Random(seed)
    builder = _Builder(chance)
    couples = [
        (builder.person(1940, "male"), builder.person(1942, "female")) for _ in range(max(1, size // 25))
    ]
    for man, woman in couples:
        builder.line(man, "married_to", woman)
    year = 1965
    while len(builder.people) < size and couples:
        couples = _next_generation(builder, chance, couples, year, size)
        year += 23
    _carers(builder, chance)
    builder.people[-1] = Person(
        **{**{k: getattr(builder.people[-1], k) for k in Person.__slots__}, "subject": True}
    )
    return builder.people, builder.lines


class _Builder:
    def __init__(self, chance: random.Random) -> None:
        self.people: list[Person] = []
        self.lines: list[Relationship] = []
        self.chance = chance

    def person(self, year: int, sex: str = "") -> str:
        who = f"p{len(self.people) + 1}"
        born = "" if self.chance.random() < 0.1 else str(year + self.chance.randint(0, 9))
        self.people.append(
            Person(who, who.upper(), sex or self.chance.choice(["male", "female"]), when(born))
        )
        return who

    def line(self, person: str, relation: str, other: str, start: str = "") -> None:
        source = f"relationships.csv:{len(self.lines) + 1}"
        self.lines.append(Relationship(person, relation, other, when(start), source=source))


def _next_generation(
    builder: _Builder, chance: random.Random, couples: list[tuple[str, str]], year: int, size: int
) -> list[tuple[str, str]]:
    children: list[tuple[str, tuple[str, str]]] = []
    for pair in couples:
        for _ in range(chance.choice([0, 1, 1, 2, 2, 3, 4])):
            if len(builder.people) < size:
                child = builder.person(year + 4 * len(children) % 9)
                children.append((child, pair))
                for parent in pair if chance.random() > 0.07 else pair[:1]:
                    builder.line(parent, "parent_of", child)
    found: list[tuple[str, str]] = []
    for child, pair in children:
        for _ in range(chance.choice([0, 1, 1, 1, 2, 3])):
            inside = [c for c, other in children if other != pair and c != child]
            if inside and chance.random() < 0.15:
                partner = chance.choice(inside)
            elif len(builder.people) < size:
                partner = builder.person(year)
                if chance.random() < 0.25 and len(builder.people) + 2 < size:
                    in_laws = builder.person(year - 25, "male"), builder.person(year - 24, "female")
                    builder.line(in_laws[0], "married_to", in_laws[1])
                    for parent in in_laws:
                        builder.line(parent, "parent_of", partner)
            else:
                break
            if (child, partner) not in found and (partner, child) not in found:
                kind = chance.choice(["married_to", "cohabiting", "partner_of"])
                builder.line(child, kind, partner, str(year + 20 + chance.randint(0, 9)))
                found.append((child, partner))
    return found


def _carers(builder: _Builder, chance: random.Random) -> None:
    """Give a tenth of the people foster carers of their own."""
    for person in list(builder.people):
        if chance.random() < 0.05:
            carers = builder.person(1960), builder.person(1960)
            builder.line(carers[0], "married_to", carers[1])
            for carer in carers:
                builder.line(carer, "foster_carer_of", person.id, "2005")
