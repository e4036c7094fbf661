-- SPDX-License-Identifier: Apache-2.0
-- The string library without patterns and format (6.4).

--@ byte gives the codes of a range
--@ 6.4 string.byte
print(("abc"):byte()) print(("abc"):byte(2)) print(("abc"):byte(1, -1)) print(("abc"):byte(-1)) print(("abc"):byte(10))
print(("\0\127\128\255"):byte(1, 4)) print(("abc"):byte(0)) print(("abc"):byte(3, 2)) print(("abc"):byte(-10, 2)) print((""):byte())

--@ char makes bytes
--@ 6.4 string.char
print(string.char(72, 101, 108), string.char() == "", #string.char(0, 255), string.char(0, 255):byte(1, 2))
print(pcall(string.char, 256)) print(pcall(string.char, -1)) print(pcall(string.char, "x")) print(pcall(string.char, 1, {}))

--@ dump refuses what is no Lua function
--@ 6.4 string.dump
print(pcall(string.dump, print)) print(pcall(string.dump)) print(pcall(string.dump, "x"))

--@ dump gives a binary chunk
--@ 6.4 string.dump
local dumped = string.dump(function(x) return x + 1 end)
print(type(dumped), dumped:sub(1, 4) == "\27Lua")

--@ dumped functions load again
--@ 6.4 string.dump load
local f = (loadstring or load)(string.dump(function(a, b) return a * b, "k" end))
print(f(6, 7))

--@ find with plain text
--@ 6.4 string.find
print(("a.b"):find(".", 1, true)) print(("a+b"):find("+", 1, true)) print(("hello"):find("l", 4, true)) print(("hello"):find("xyz", 1, true))
print(("hello"):find("", 1, true)) print(("hello"):find("", 6, true)) print(("a\0b"):find("\0", 1, true)) print(("aaa"):find("aa", 2, true))

--@ find starts where it is told
--@ 6.4 string.find
print(("hello"):find("l")) print(("hello"):find("l", 4)) print(("hello"):find("l", -2)) print(("hello"):find("h", -100)) print(("hello"):find("h", 2))
print(("hello"):find("")) print(("hello"):find("", 3)) print(("hello"):find("", 6))

--@ find behind the end of the subject
--@ 6.4 string.find | 5.2+
print(("hello"):find("", 7)) print(("hello"):find("", 10)) print((""):find("")) print((""):find("", 2))

--@ find gives captures
--@ 6.4 string.find
print(("key = value"):find("(%w+) = (%w+)")) print(("abc"):find("()b()")) print(("abc"):find("(z)"))

--@ len counts bytes
--@ 6.4 string.len
print((""):len(), ("abc"):len(), ("a\0b"):len(), ("\195\169"):len(), string.len(123)) print(pcall(string.len)) print(pcall(string.len, {}))

--@ lower and upper change ASCII letters
--@ 6.4 string.lower string.upper
print(("AbC dE1"):lower(), ("AbC dE1"):upper(), ("\195\137"):lower() == "\195\137", ("\195\169"):upper() == "\195\169", (""):upper())
print(pcall(string.upper)) print(pcall(string.lower, nil))

--@ rep repeats
--@ 6.4 string.rep
print(("ab"):rep(3), ("ab"):rep(1), ("ab"):rep(0) == "", ("ab"):rep(-5) == "", (""):rep(1000) == "", #("x"):rep(10000))

--@ rep with a separator
--@ 6.4 string.rep | 5.2+
print(("ab"):rep(3, "-"), ("ab"):rep(1, "-"), ("ab"):rep(0, "-") == "", (""):rep(3, ","), ("x"):rep(3, ""), ("x"):rep(2, 5))
print(pcall(string.rep, "x", 2, {}))

--@ rep refuses what is too large
--@ 6.4 string.rep | 5.3+
print(pcall(string.rep, "xx", 1e18)) print(pcall(string.rep, "x", 2^40, ("y"):rep(2^20)))

--@ reverse
--@ 6.4 string.reverse
print(("abc"):reverse(), (""):reverse() == "", ("a\0b"):reverse() == "b\0a") print(pcall(string.reverse))

--@ sub takes positions from both ends
--@ 6.4 string.sub
local s = "hello"
print(s:sub(2, 3), s:sub(-3), s:sub(2, -2), s:sub(0), s:sub(10) == "", s:sub(-100, 2), s:sub(3, 2) == "", s:sub(1, 100), s:sub(-1, -1), s:sub(5), s:sub(6) == "")
print(pcall(string.sub)) print(pcall(string.sub, "x", {}))

--@ sub with huge positions
--@ 6.4 string.sub
print(("abc"):sub(-2^31, 2^31) == "abc", ("abc"):sub(2^31) == "", ("abc"):sub(1, -2^31) == "")

--@ sub with fractions
--@ 6.4 string.sub | 5.1-5.2
print(("hello"):sub(2.9, 4.1), ("hello"):rep(1.9), ("hello"):byte(1.5))

--@ strings know their methods
--@ 6.4
print(("x").len == string.len, ("x"):upper(), #("abc"):rep(2), ("%s"):format("v"), pcall(function() return ("x").y.z end))

--@ strings are eight-bit clean
--@ 6.4 string.byte
local all = {}
for i = 0, 255 do all[i + 1] = string.char(i) end
local s = table.concat(all)
print(#s, s:byte(1), s:byte(256), s:sub(129, 129):byte(), s == table.concat(all), s:reverse():byte(1))
io.write(s, "\n")

--@ strings as keys and equal by content
--@ 6.4
local t = {}
t["a\0b"] = 1 t["a\0c"] = 2 t[("x"):rep(100)] = 3
print(t["a\0" .. "b"], t["a\0" .. "c"], t[("xx"):rep(50)], ("a\0b") == "a\0b")

--@ string functions take numbers
--@ 6.4
print(string.len(12345), string.sub(12345, 2, 3), string.rep(12, 2), string.find(12345, 34), string.upper(1.5), string.reverse(123), string.byte(1), string.gsub(111, 1, 2))

--@ pack and unpack of integers
--@ 6.4 string.pack string.unpack | 5.3+
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("<i4", 1)), hex(string.pack(">i4", 1)), hex(string.pack("<i2", -2)), hex(string.pack("b", -1)), hex(string.pack("B", 255)), hex(string.pack("<H", 513)))
print(string.unpack("<i4", "\1\0\0\0")) print(string.unpack("<h", "\255\255")) print(string.unpack("<H", "\255\255")) print(string.unpack(">I3", "\1\2\3"))

--@ pack and unpack of floats
--@ 6.4 string.pack string.unpack | 5.3+
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("<d", 1.5)), hex(string.pack("<f", -0.5)), hex(string.pack(">d", 0.1)))
print(string.unpack("<d", string.pack("<d", 3.25))) print(string.unpack("<f", string.pack("<f", 0.5)))

--@ pack and unpack of strings
--@ 6.4 string.pack string.unpack | 5.3+
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("z", "ab")), hex(string.pack("s1", "abc")), hex(string.pack("<s2", "x")), hex(string.pack("c4", "ab")))
print(string.unpack("z", "ab\0cd")) print(string.unpack("s1", "\3abcd")) print(string.unpack("c2", "abcd")) print(string.unpack("zB", "hi\0\7"))

--@ unpack at a position
--@ 6.4 string.unpack | 5.3+
print(string.unpack("B", "abc", 2)) print(string.unpack("BB", "abc", -2)) print(pcall(string.unpack, "B", "abc", 4)) print(pcall(string.unpack, "i4", "abc"))

--@ pack aligns when asked
--@ 6.4 string.pack string.packsize | 5.3+
print(#string.pack("!4 b i4", 1, 2), #string.pack("b i4", 1, 2), #string.pack("!8 b d", 1, 2), string.packsize("!4 b i4"), string.packsize("<i4 i2 b x"), string.packsize("b Xi4"))

--@ packsize of fixed formats
--@ 6.4 string.packsize | 5.3+
print(string.packsize("b"), string.packsize("i3"), string.packsize("d"), string.packsize("f"), string.packsize("c10"), string.packsize("j"), string.packsize(""))
print(pcall(string.packsize, "s")) print(pcall(string.packsize, "z"))

--@ pack checks ranges and options
--@ 6.4 string.pack | 5.3+
print(pcall(string.pack, "b", 200)) print(pcall(string.pack, "B", -1)) print(pcall(string.pack, "i17", 1)) print(pcall(string.pack, "y", 1)) print(pcall(string.pack, "z", "a\0b")) print(pcall(string.pack, "c2", "abc")) print(pcall(string.pack, "i4")) print(pcall(string.pack, "s1", ("x"):rep(300)))

--@ pack of large sizes extends the sign
--@ 6.4 string.pack string.unpack | 5.3+
local function hex(s) return (s:gsub(".", function(c) return ("%02x"):format(c:byte()) end)) end
print(hex(string.pack("<i9", -2)), hex(string.pack(">I10", 258)), string.unpack("<i9", string.pack("<i9", -2)))
print(pcall(string.unpack, "<i9", ("\255"):rep(8) .. "\1"))
