-- SPDX-License-Identifier: Apache-2.0
-- UTF-8 (5.3 and 5.4: 6.5 of their manuals).

--@ utf8.char makes UTF-8
--@ 6.5.3 utf8.char | 5.3+
print(utf8.char(72, 228, 8364, 128512), utf8.char() == "", utf8.char(0) == "\0", #utf8.char(0x7f, 0x80, 0x7ff, 0x800, 0xffff, 0x10000, 0x10ffff)) print(pcall(utf8.char, -1)) print(pcall(utf8.char, "x"))

--@ utf8.charpattern matches one character
--@ 6.5.3 utf8.charpattern | 5.3+
local n = 0
for c in ("a\195\164\226\130\172"):gmatch(utf8.charpattern) do n = n + 1 io.write(#c, " ") end
print(n)

--@ utf8.codes walks positions and code points
--@ 6.5.3 utf8.codes | 5.3+
for p, c in utf8.codes("a\195\164\226\130\172\240\159\152\128") do io.write(p, ":", c, " ") end
for p, c in utf8.codes("") do io.write("never") end
print()

--@ utf8.codes refuses what is no UTF-8
--@ 6.5.3 utf8.codes | 5.3+
print(pcall(function() for p, c in utf8.codes("ab\255") do io.write(p, " ") end end)) print((pcall(utf8.codes)))

--@ utf8.codepoint gives code points of a range
--@ 6.5.3 utf8.codepoint | 5.3+
local s = "a\195\164\226\130\172"
print(utf8.codepoint(s)) print(utf8.codepoint(s, 1, -1)) print(utf8.codepoint(s, 2)) print(utf8.codepoint(s, 3 + 1)) print(utf8.codepoint(s, 2, 1)) print(utf8.codepoint(s, -3))

--@ utf8.codepoint refuses bad positions and bytes
--@ 6.5.3 utf8.codepoint | 5.3+
print(pcall(utf8.codepoint, "\195\164", 2)) print(pcall(utf8.codepoint, "abc", 4)) print(pcall(utf8.codepoint, "abc", 1, 4)) print(pcall(utf8.codepoint, "\255"))

--@ utf8.len counts characters
--@ 6.5.3 utf8.len | 5.3+
print(utf8.len(""), utf8.len("abc"), utf8.len("\195\164\226\130\172"), utf8.len("a\195\164", 2), utf8.len("abc", 4), utf8.len("abcdef", -2), utf8.len("abc", 2, 2), utf8.len("abc", 3, 2))

--@ utf8.len tells where UTF-8 ends
--@ 6.5.3 utf8.len | 5.3+
print(utf8.len("ab\255c")) print(utf8.len("\195")) print(utf8.len("\192\128")) print(utf8.len("\237\160\128")) print(utf8.len("\244\144\128\128")) print(pcall(utf8.len, "abc", 5)) print(pcall(utf8.len, "abc", 1, 10))

--@ utf8.offset finds positions
--@ 6.5.3 utf8.offset | 5.3+
local s = "a\195\164\226\130\172z"
print(utf8.offset(s, 1), utf8.offset(s, 2), utf8.offset(s, 3), utf8.offset(s, 4), utf8.offset(s, 5), utf8.offset(s, 6)) print(utf8.offset(s, -1), utf8.offset(s, -2), utf8.offset(s, -4), utf8.offset(s, -5)) print(utf8.offset(s, 0, 3), utf8.offset(s, 0, 5), utf8.offset(s, 1, 4), utf8.offset(s, 2, 2))

--@ utf8.offset wants the start of a character
--@ 6.5.3 utf8.offset | 5.3+
print(pcall(utf8.offset, "\195\164", 1, 2)) print(pcall(utf8.offset, "abc", 1, 5)) print(pcall(utf8.offset, "abc"))

--@ utf8 functions in lax mode
--@ 6.5.3 utf8.len utf8.codepoint utf8.codes | 5.4
print(utf8.len("\237\160\128", 1, -1, true), utf8.codepoint("\237\160\128", 1, 1, true), utf8.len("\244\144\128\128", 1, -1, true)) for p, c in utf8.codes("\237\160\128", true) do print(p, c) end
