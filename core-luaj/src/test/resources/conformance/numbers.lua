-- SPDX-License-Identifier: Apache-2.0
-- Numbers as text, text as numbers, arithmetic, math and bit32.
local function show(...) print(...) end
for _, v in ipairs{0, 1, -1, 10, 1e14, 1e15, 1e16, 123456789012345, 2^31, -2^31, 2^53, 2^63, -2^63, 1e100, 1e-5, 1e-4, 0.1, 0.2+0.1, 1/3, 100/3, 2/3, 1e300*1e10, -1e300*1e10, 3.14159265358979, 1e21, 123456.789e3, 5e-324, 1.7976931348623157e308, 99999999999999, 999999999999999, 0.99999999999999, 0.999999999999999, 1.5, 2.5, 1e14+0.5, 12345678.12345678} do
  show(v, -v, v .. "", tostring(v), #tostring(v))
end
local zero = 0
show(-zero, zero * -1, 1/zero, -1/zero, zero/zero, -(zero/zero), math.huge - math.huge)
for _, s in ipairs{"10", " 10 ", "0x10", "0xA.8p1", "1e2", "1e", "e1", ".5", "5.", ".", "", " ", "0x", "1 2", "1e+5", "1e-5", "-7", "- 7", "+7", "0x1p-2", "inf", "nan", "1f", "0b1", "1_000", "1e400", "-0", "123456789012345678901234567890", "0x123456789abcdef0", "\t12\n", "1\0", "0x.1", "0xp1"} do
  show(s, tonumber(s))
end
for _, p in ipairs{{"ff",16},{"FF",16},{"zz",36},{"8",8},{"7",8},{"-101",2},{"",10},{" 11 ",2},{"1.5",10},{"1e2",16},{"ffffffffffff",16}} do
  show(p[1], p[2], tonumber(p[1], p[2]))
end
show(10 == "10", 0 == -0, "abc" < "abd", "Z" < "a", "" < "a", "a\0b" < "a\0c")
show("10" + 5, "3" * "4", 10 .. 20, "0x10" + 0, -"2", 2^"3", "10" / 4, "7" % "4")
show(5 % 3, -5 % 3, 5 % -3, -5 % -3, 5.5 % 2, -5.5 % 2, 5 % math.huge, -5 % math.huge, 1 % 0, 0 % 5)
show(2^10, 2^0.5, (-8)^(1/3), 0^0, (-2)^3, 10^-2, 1e308 * 10)
show(7 / 2, 1 / 3 * 3, 0.1 + 0.2 == 0.3, 3 == 3.0, 2147483647 + 1, -2147483648 - 1, 2147483647 * 2147483647, 65536 * 65536)
for i = 1, 3 do io.write(i, " ") end for i = 3, 1, -1 do io.write(i, " ") end for i = 1, 2, 0.25 do io.write(i, " ") end
for i = 1.5, 4 do io.write(i, " ") end for i = 2147483645, 2147483648 do io.write(i, " ") end for i = -2147483647, -2147483650, -1 do io.write(i, " ") end for i = "1", "3" do io.write(i, " ") end print()
for i = 1, 0 do print("never") end for i = 1, math.huge do if i > 3 then break end io.write(i, ";") end print()
show(math.floor(3.7), math.floor(-3.7), math.ceil(3.2), math.ceil(-3.2), math.floor(2^40 + 0.5), math.abs(-5), math.abs(-2147483648), math.max(1, 5, 3), math.min(2, -1, 7), math.max(1.5, 2))
show(math.sqrt(2), math.sin(1), math.cos(1), math.tan(1), math.asin(1), math.acos(0), math.atan(1), math.atan2(1, -1), math.exp(1), math.log(10), math.log(8, 2), math.log(100, 10), math.log(2, 3), math.log10(1000), math.pow(2, 8))
show(math.sinh(1), math.cosh(1), math.tanh(1), math.deg(math.pi), math.rad(180), math.pi, math.huge, -math.huge)
show(math.fmod(5, 3), math.fmod(-5, 3), math.fmod(5, -3), math.fmod(5.5, 2), math.modf(3.7)) show(math.modf(-3.7)) show(math.modf(5)) show(math.modf(math.huge)) show(math.modf(-math.huge))
show(math.frexp(0)) show(math.frexp(1)) show(math.frexp(10.5)) show(math.frexp(-0.1)) show(math.frexp(5e-324)) show(math.ldexp(0.5, 4), math.ldexp(1, -1074), math.ldexp(3, 10), math.ldexp(1, 2000))
show(bit32.band(0xff, 0x0f, 7), bit32.band(), bit32.bor(1, 2, 4), bit32.bxor(5, 1), bit32.bnot(0), bit32.bnot(0xffffffff), bit32.btest(1, 2), bit32.btest(3, 2))
show(bit32.lshift(1, 4), bit32.lshift(1, 32), bit32.lshift(1, -1), bit32.rshift(256, 4), bit32.rshift(-1, 28), bit32.arshift(-16, 2), bit32.arshift(-1, 40), bit32.arshift(5, -2), bit32.lrotate(0x80000001, 1), bit32.rrotate(1, 1), bit32.lrotate(1, -1))
show(bit32.extract(0xabcd, 4, 8), bit32.extract(0xff, 3), bit32.replace(0, 0xff, 8, 4), bit32.replace(0xffffffff, 0, 31), bit32.band(-1), bit32.band(2^32), bit32.band(2^33 + 3), bit32.band(1.4), bit32.band(1.6), bit32.band(-1.5))
show(1e15, 1e15+0.5, 123456789.123, 0.1 + 0.7, 1e-10, 1e-320, 4.35, 4.345, 2.675, 1.005, 1e23, 8.5, 0.5, 9.5)
for i = -20, 20 do io.write(10^i, " ", 1.5 * 10^i, " ", 2^i / 3, " ") end print()
math.randomseed(42) local r = math.random() show(r >= 0 and r < 1, math.random(1) == 1, math.random(5, 5) == 5)
local a = math.random(10) show(a >= 1 and a <= 10 and a == math.floor(a))
