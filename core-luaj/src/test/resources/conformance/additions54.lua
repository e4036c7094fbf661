-- SPDX-License-Identifier: Apache-2.0
-- Where Lua 5.4 says or does more than 5.3, the library follows 5.4.
local function try(f, ...)
    print((tostring((select(2, pcall(f, ...)))):gsub("^[^ ]*:%d+: ", ""):gsub("to '.-' ", "to f ")))
end
print(utf8.char(0x110000, 0x1FFFFF, 0x200000, 0x3FFFFFF, 0x4000000, 0x7FFFFFFF):byte(1, -1)) try(utf8.char, 0x80000000)
print(utf8.charpattern == "[\0-\x7F\xC2-\xFD][\x80-\xBF]*")
local big, surrogate = utf8.char(0x7FFFFFFF, 0x110000), "\xed\xa0\x80"
print(utf8.len(big), utf8.len(big, 1, -1, true), utf8.len(surrogate), utf8.len(surrogate, 1, -1, true), utf8.codepoint(surrogate, 1, 1, true), utf8.codepoint(big, 1, -1, true))
try(utf8.codepoint, surrogate) try(utf8.codepoint, big) try(utf8.codepoint, "abc", 4) try(utf8.codepoint, "abc", 1, 4) try(utf8.codepoint, "abc", 0) try(utf8.codepoint, "abc", -4)
for i, c in utf8.codes(big .. surrogate, true) do io.write(i, ":", c, " ") end print()
try(function() for i in utf8.codes(surrogate) do print(i) end end) try(function() for i in utf8.codes("\xff", true) do print(i) end end)
try(utf8.len, "abc", 5) try(utf8.len, "abc", 1, 4) try(utf8.offset, "abc", 1, 5) 
try(string.packsize, "s") try(string.packsize, "z") try(string.packsize, "bz") try(string.packsize, "s1")
print(string.unpack("<i4", "\1\0\0\0", -4), string.unpack("b", "abc", 0) == 97, string.unpack("b", "abc", -9) == 97)
print(math.tointeger("3"), math.tointeger("8x"), math.type("3")) try(math.tointeger)
try(string.unpack, "z", "abc")
try(string.unpack, "s", "\xff\xff\xff\xff\xff\xff\xff\xff")
try(string.unpack, "c2147483647", "x", 2)
try(string.unpack, "s1", "\5abc")
