"""The twenty-five puppies of the sample shop."""

from __future__ import annotations

from shopapp.operations.sample.draw.cun.coats import Dog

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

BO = Dog("Bơ", "#a8623c", fur="curly", ears="curly", bib=False, tail="pom", width=180, height=168,
    muzzle=(0.5, 0.38), collar="#2f8f88")
SUA = Dog("Sữa", "#f6efe4", fur="curly", ears="curly", ear="#e9dcc9", bib=False, tail="pom", width=180,
    height=168, muzzle=(0.5, 0.38), collar="#d9633f", tilt=-5)
MUC = Dog("Mực", "#45414a", fur="curly", ears="curly", bib=False, tail="pom", width=180, height=168,
    muzzle=(0.5, 0.38), muzzle_tone="#5b5660", collar="#e5a13a", nose="#1d1a20")
BAP = Dog("Bắp", "#e09a4e", ears="prick", face="blaze", width=212, height=172, jaw=0.44, muzzle=(0.36, 0.34),
    paws="#fff8ec", legs=0.5, body=1.14, tail="stub", tongue=True, collar="#2f8f88")
NGO = Dog("Ngô", "#4a4144", ears="prick", face="tri", width=208, height=172, jaw=0.44, muzzle=(0.36, 0.34),
    paws="#fff8ec", legs=0.5, body=1.12, tail="stub", collar="#d9633f", tilt=4)
KHOAI = Dog("Khoai", "#a9adb6", ears="prick", ear="#6d6f7a", face="merle", tan="#5f626e", width=208,
    height=172, jaw=0.44, muzzle=(0.36, 0.34), paws="#fff8ec", legs=0.5, body=1.14, tail="plume",
    eyes=("#3b2418", "#8fc4e8"), collar="#e5a13a")
BONG = Dog("Bông", "#fbf7f0", fur="fluffy", ears="prick", ear="#efe5d8", width=168, height=140, jaw=0.4,
    muzzle=(0.34, 0.32), ruff=1.36, body=1.0, legs=0.7, tail="plume", collar="#e58a9a")
CAM = Dog("Cam", "#e8963f", light="#f8d6a0", fur="fluffy", ears="prick", face="cheeks", width=168, height=140,
    jaw=0.4, muzzle=(0.34, 0.32), ruff=1.36, legs=0.7, tail="plume", tongue=True, collar="#2f8f88")
TRO = Dog("Tro", "#49434a", light="#6a6069", tan="#c9894d", fur="fluffy", ears="prick", face="tan", width=168,
    height=140, jaw=0.4, muzzle=(0.34, 0.32), muzzle_tone="#d9a468", ruff=1.36, legs=0.7, tail="plume",
    paws="#c9894d", collar="#e5a13a", tilt=-6)
MAT = Dog("Mật", "#dfa352", ears="floppy", ear="#c4843a", width=202, height=180, jaw=0.56, muzzle=(0.46,
    0.36), tongue=True, tail="plume", collar="#2f8f88")
LUA = Dog("Lúa", "#f0dcb8", ears="floppy", ear="#dcbd8b", width=206, height=182, jaw=0.58, muzzle=(0.48,
    0.37), tail="plume", collar="#d9633f", tilt=6)
TUYET = Dog("Tuyết", "#8b919d", light="#fbfaf7", ears="prick", face="mask", width=204, height=172, jaw=0.46,
    muzzle=(0.38, 0.35), eyes=("#8cc6ee", "#8cc6ee"), paws="#fbfaf7", fur="fluffy", tail="plume",
    collar="#d9633f")
QUE = Dog("Quế", "#a85f38", light="#fdf6ec", ears="prick", face="mask", width=204, height=172, jaw=0.46,
    muzzle=(0.38, 0.35), eyes=("#d99a3a", "#d99a3a"), paws="#fdf6ec", fur="fluffy", tail="plume",
    nose="#7a4a3c", collar="#2f8f88", tilt=-4)
GAU = Dog("Gấu", "#4d4c55", light="#fbf8f2", ears="prick", face="mask", width=216, height=184, jaw=0.54,
    muzzle=(0.42, 0.37), paws="#fbf8f2", fur="fluffy", body=1.16, tail="plume", collar="#e5a13a", ruff=1.14)
MAY = Dog("Mây", "#fffdf8", ears="prick", ear="#f1e9de", fur="fluffy", width=194, height=168, jaw=0.5,
    muzzle=(0.42, 0.36), ruff=1.2, tongue=True, tail="plume", body=1.08, collar="#5a9ed0")
DAU = Dog("Đậu", "#d0733a", light="#fdf3e2", ears="prick", face="cheeks", width=204, height=170, jaw=0.46,
    muzzle=(0.38, 0.34), paws="#fdf3e2", tail="curl", collar="#3d7f4f")
ME = Dog("Mè", "#3d393d", light="#fbf1e2", tan="#c98a54", ears="prick", face="tan", muzzle_tone="#f6e8d6",
    width=204, height=170, jaw=0.46, muzzle=(0.36, 0.33), paws="#c98a54", tail="curl", collar="#d9633f",
    tilt=5)
DAM = Dog("Đậm", "#e8cfa4", tan="#4a3d3c", ears="button", ear="#4a3d3c", face="pug", width=212, height=182,
    jaw=0.64, muzzle=(0.46, 0.34), muzzle_tone="#54464a", bib=False, tail="curl", collar="#2f8f88", tilt=-5)
THAN = Dog("Than", "#474249", tan="#353037", ears="button", ear="#322e34", face="pug", width=212, height=182,
    jaw=0.64, muzzle=(0.46, 0.34), muzzle_tone="#5a545c", bib=False, tail="curl", collar="#e58a9a",
    tongue=True, nose="#1c191d")
HAT = Dog("Hạt", "#e6c08a", ears="big", width=182, height=160, jaw=0.4, muzzle=(0.34, 0.3), body=0.78,
    tail="long", collar="#d9633f")
LAC = Dog("Lạc", "#8a4f32", tan="#c98550", ears="drop", ear="#6d3c26", width=168, height=176, jaw=0.5,
    muzzle=(0.5, 0.4), muzzle_tone="#b87a4c", body=0.86, collar="#e5a13a")
DOM = Dog("Đốm", "#9a6236", light="#fff8ee", ears="drop", ear="#45332d", face="blaze", width=184, height=176,
    jaw=0.56, muzzle=(0.44, 0.38), paws="#fff8ee", collar="#d9633f", tilt=6)
SONG = Dog("Sóng", "#c98a4a", ears="prick", width=190, height=172, jaw=0.46, muzzle=(0.42, 0.36),
    muzzle_tone="#5a4538", tail="curl", collar="#2f8f88", ridge=True)
DA = Dog("Đá", "#3c3a3f", ears="prick", width=220, height=178, jaw=0.6, muzzle=(0.48, 0.36),
    muzzle_tone="#4d4a50", body=1.16, tail="none", collar="#d9633f", nose="#19171a", bib=False)
CO = Dog("Cỏ", "#dcb673", light="#f6e6c4", fur="fluffy", ears="floppy", ear="#b98d4c", face="cheeks",
    width=188, height=164, jaw=0.52, muzzle=(0.42, 0.36), ruff=1.3, tail="plume", collar="#3d7f4f")
