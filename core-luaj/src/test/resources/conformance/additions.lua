-- SPDX-License-Identifier: Apache-2.0
-- Functions of Lua 5.3 and 5.4 that the library has beside those of 5.2; what both versions print.
local function show(v)
    if type(v) == "string" then
        return '"' .. v:gsub("[^%w%p ]", function(c) return ("\\%d"):format(c:byte()) end) .. '"'
    end
    return type(v) == "number" and v == math.floor(v) and v - v == 0 and ("%d"):format(v) or tostring(v)
end
local function p(...)
    local n, t = select("#", ...), {...}
    for i = 1, n do t[i] = show(t[i]) end
    print(table.concat(t, " ", 1, n))
end
local function try(f, ...)
    local r = table.pack(pcall(f, ...))
    if r[1] then p(table.unpack(r, 1, r.n)) else print((tostring(r[2]):gsub("^[^ ]*:%d+: ", ""):gsub("to '.-' ", "to f "):gsub("out of %l+%)", "out of bounds)"))) end
end

-- table.move
local function list(t) return table.concat(t, ",") end
p(list(table.move({1, 2, 3, 4, 5}, 2, 4, 1)), list(table.move({1, 2, 3, 4, 5}, 1, 3, 3)), list(table.move({1, 2, 3}, 1, 3, 1)))
p(list(table.move({1, 2, 3}, 1, 3, 2, {9})), list(table.move({1, 2, 3}, 1, 0, 2, {9})), #table.move({}, 1, 3, 1), list(table.move({1, 2, 3}, 2, 3, 4)))
local t = {1, 2, 3} p(table.move(t, 1, 3, 1) == t, table.move(t, 1, 3, 1, {}) == t, list(table.move({10, 20}, 1, 2, 0)), table.move({10, 20}, 1, 2, -1)[-1])
do
    local log = {}
    local from = setmetatable({}, {__index = function(_, k) log[#log + 1] = "r" .. k return k * 10 end})
    local to = setmetatable({}, {__newindex = function(o, k, v) log[#log + 1] = "w" .. k rawset(o, k, v) end})
    p(table.move(from, 1, 3, 2, to) == to, list(log), to[2]) log = {}
    table.move(from, 1, 3, 2) p(list(log))
end
try(table.move, 1, 2, 3, 4) try(table.move, {}, 1, 2, 3, 4) try(table.move, {}, "x", 2, 3) try(table.move, {}, 1.5, 2, 3) try(table.move, {}, 1, 2)
p(#table.move({7}, 1, 1, 3, nil), table.move({7}, "1", "1", "3")[3]) try(table.move, "abc", 1, 2, 1) try(table.move)

-- utf8
p(utf8.char(), utf8.char(72), utf8.char(228, 8364, 0x10FFFF, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0)) p(utf8.char("65", 66.0))
try(utf8.char, -1) try(utf8.char, "x") try(utf8.char, 65, {}) try(utf8.char, 1.5)
local s = "aä€😀z"
p(utf8.len(s), utf8.len(s, 2), utf8.len(s, 3), utf8.len(s, -1), utf8.len(""), utf8.len("", 1), utf8.len(s, 12), utf8.len(s, 2, 1), utf8.len(s, 1, 1), utf8.len(s, 1, 2), utf8.len(s, -5, -2))
p(utf8.len("\xff"), utf8.len("ab\x80"), utf8.len("\xc3"), utf8.len("\xc0\x80"), utf8.len("\xe0\x80\x80"), utf8.len("\xf0\x80\x80\x80")) p(utf8.len("\xed\x9f\xbf"), utf8.len("\xf4\x8f\xbf\xbf"), utf8.len("\xf4\x90\x80\x80"))
try(utf8.len, s, 13) try(utf8.len, s, 0) try(utf8.len, s, 1, 12) try(utf8.len, s, -20) try(utf8.len) try(utf8.len, s, 1.5) try(utf8.len, {})
p(utf8.codepoint(s), utf8.codepoint(s, 1, -1)) p(utf8.codepoint(s, 2), utf8.codepoint(s, 4), utf8.codepoint(s, -1)) p(utf8.codepoint(s, 3, 2)) p(utf8.codepoint(s, 2, 3))
try(utf8.codepoint, s, 3) try(utf8.codepoint, "\xff") try(utf8.codepoint, "ab\x80", 1, -1) try(utf8.codepoint, "\xe2\x82", 1) try(utf8.codepoint, s, "x")
for i, c in utf8.codes(s) do io.write(i, ":", c, " ") end print()
for i, c in utf8.codes("") do print("none", i, c) end
try(function() for i in utf8.codes("ab\xff") do io.write(i, " ") end end) try(function() for i in utf8.codes("ä\xc3") do io.write(i, " ") end end) try(utf8.codes) try(utf8.codes, {})
for _, n in ipairs {0, 1, 2, 3, 4, 5, 6, 7, -1, -2, -5, -6, -7} do io.write(tostring(utf8.offset(s, n)), " ") end print()
p(utf8.offset(s, 1, 4), utf8.offset(s, 2, 4), utf8.offset(s, 3, 4), utf8.offset(s, 0, 3), utf8.offset(s, 0, 6), utf8.offset(s, 0, 11), utf8.offset(s, 0, 12), utf8.offset(s, -1, 4), utf8.offset(s, -3, 4), utf8.offset("", 1), utf8.offset("", 0), utf8.offset("", -1), utf8.offset("a", 2), utf8.offset("a", 3))
try(utf8.offset, s, 1, 3) try(utf8.offset, s, -1, 5) try(utf8.offset, s, 1, 14) try(utf8.offset, s, 1, -20) try(utf8.offset, s) try(utf8.offset, s, 1, 0)
local parts = {} for c in s:gmatch(utf8.charpattern) do parts[#parts + 1] = #c end p(list(parts), #utf8.charpattern)

-- string.pack, packsize, unpack
for _, f in ipairs {"b", "B", "h", "H", "i", "I", "l", "L", "j", "J", "T", "i3", "I3", "i7", "i16", "I16", "<i4", ">i4", "=i4", "> i2 < i2", "!i4"} do
    p(f, string.packsize((f:gsub(" i2 < i2", "i2<i2"))), string.pack(f, 5, 6), string.unpack(f, string.pack(f, 5, 6)))
end
for _, f in ipairs {"b", "h", "i", "l", "j", "i3", "i5", "i9", ">i16"} do p(f, string.pack(f, -2), string.unpack(f, string.pack(f, -2))) end
p(string.pack("b", -128), string.pack("b", 127), string.pack("B", 255), string.pack("h", -32768), string.pack("I2", 65535), string.unpack("b", "\128"), string.unpack("B", "\128"))
p(string.pack("j", 2^53), string.unpack("j", string.pack("j", 2^53)) == 2^53, string.unpack("j", string.pack("j", -2^63)) == -2^63, string.pack("J", -1), string.unpack("J", ("\xff"):rep(8)), string.unpack("I7", ("\xff"):rep(6) .. "\0"))
try(string.pack, "b", 128) try(string.pack, "b", -129) try(string.pack, "B", 256) try(string.pack, "B", -1) try(string.pack, "i3", 2^23) try(string.pack, "I3", 2^24) try(string.pack, "i", 2^31) try(string.pack, "h", "x") try(string.pack, "h", 1.5) try(string.pack, "j", 2^63) try(string.pack, "h") try(string.pack, "j", "7")
p(string.pack("f", 1.5), string.pack("d", 1.5), string.pack(">d", -0.1), string.pack("n", 1/0), string.pack("<f", 0.1), string.unpack("f", string.pack("f", 0.5)), string.unpack("d", string.pack("d", 0.1)), string.unpack(">n", string.pack(">n", -1/0)), string.packsize("fdn"))
p(string.format("%.17g", string.unpack("f", string.pack("f", 0.1))), string.pack("f", 1e300), string.pack("d", 5e-324), 1 / string.unpack("d", string.pack("d", -1 / (1/0))))
p(string.pack("d", 0/0), string.pack("f", 0/0), string.pack("d", -(0/0)), tostring(string.unpack("d", "\0\0\0\0\0\0\xf8\x7f")), tostring(string.unpack("d", "\0\0\0\0\0\0\xf8\xff")))
p(string.pack("s", "abc"), string.pack("s1", "abc"), string.pack(">s2", "abc"), string.unpack("s1", "\3abcd"), string.unpack("s", string.pack("s", "")), string.pack("z", "abc"), string.unpack("z", "ab\0cd"), string.unpack("zz", "ab\0cd\0"))
p(string.pack("c5", "abc"), string.pack("c0", ""), string.unpack("c3", "abcdef"), string.unpack("c0", "abc"), string.pack("x", 1), string.pack("bxxb", 1, 2), string.unpack("bxb", "\1\0\2"), string.pack(" < b > b = b ", 1, 2, 3), string.pack(""), string.unpack("", ""))
p(string.pack("!4 b i4", 1, 2), string.pack("!b j", 1, 2), string.pack("!2 b i4", 1, 2), string.pack("!4 b Xi4 b", 1, 2), string.pack("!8 b Xd", 1), string.pack("!4 b s4", 1, "x"), string.pack("b i4", 1, 2), string.packsize("!8 b d b"), string.packsize("!bXi8"), string.packsize("!4 i2 !1 i4"))
p(string.unpack("!4 b i4", string.pack("!4 b i4", 7, 8)), string.unpack("!4 b Xi4 b", string.pack("!4 b Xi4 b", 1, 2)), string.unpack("!4 i4", "xx\0\0\1\0\0\0", 3), string.unpack("b", "abc", 2), string.unpack("b", "abc", -1), string.unpack("bbb", "abc"))
try(string.pack, "i0", 1) try(string.pack, "i17", 1) try(string.pack, "!17") try(string.pack, "c", "x") try(string.pack, "c2", "xyz") try(string.pack, "q", 1) try(string.pack, "z", "a\0b") try(string.pack, "s1", ("x"):rep(256)) try(string.pack, "X") try(string.pack, "Xz") try(string.pack, "Xc1") try(string.pack, "X ") try(string.pack, "!4 i3", 1) try(string.pack, "!4 bi3", 1, 1) try(string.pack, "!16 Xi16") try(string.pack) try(string.pack, "s", {}) try(string.pack, "i99999999999999999999", 1)
try(string.packsize, "c2147483647") try(string.packsize, "c2147483647c1") try(string.packsize, "q") try(string.packsize, "c2147483640c7") try(string.packsize, "c2147483640c8")
try(string.unpack, "i4", "abc") try(string.unpack, "b", "") try(string.unpack, "b", "abc", 4) try(string.unpack, "b", "abc", 5) try(string.unpack, "i9", ("\xff"):rep(8) .. "\1") try(string.unpack, "I16", ("\xff"):rep(16)) try(string.unpack, "c9", "abc") try(string.unpack, "b", {}) try(string.unpack, "b") try(string.unpack, "!4 i4", "\0\0\0\0", 2)

-- math
p(math.type(1), math.type(1.5), math.type("1"), math.type(nil), math.type(0), math.type(-5), math.type(1/0), math.type(0/0), math.type(2^53 + 0.0 == 0), math.type(1e300), math.type({})) try(math.type)
p(math.tointeger(3.0), math.tointeger(3.5), math.tointeger(7), math.tointeger("x"), math.tointeger({}), math.tointeger(1/0), math.tointeger(0/0), math.tointeger(-2^53), math.tointeger(2^63), math.tointeger(-2^63) == -2^63, math.tointeger(-0.0), math.tointeger(nil))
p(math.ult(1, 2), math.ult(2, 1), math.ult(1, 1), math.ult(1, -1), math.ult(-1, 1), math.ult(-2, -1), math.ult(0, 2^53), math.ult("1", 2.0)) try(math.ult, 1) try(math.ult, 1.5, 2) try(math.ult, "x", 2) try(math.ult, 2^63, 1)
