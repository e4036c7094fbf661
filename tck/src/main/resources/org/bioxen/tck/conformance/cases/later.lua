-- SPDX-License-Identifier: Apache-2.0
-- What changed between the versions in ways that one notices.

--@ print of floats in integer versions
--@ 8.1 | 5.3+
print(1e15, 2^53, 10 / 2, 1e100, -0.0, 3.0 .. "", 2^63, math.floor(3.7), 7 // 1.0)

--@ integer keys and float keys meet
--@ 8.1 | 5.3+
local t = {[1] = "a", [2.0] = "b"}
t[3.0] = "c"
for k, v in pairs(t) do io.write(math.type(k), ":", k, v, " ") end
print(#t, next({[2^53] = 1}))

--@ integer overflow in conversions
--@ 8.1 | 5.3+
print(math.tointeger(2^63), 2^63 == math.maxinteger + 1.0, math.maxinteger + 0.0 == 2^63, math.maxinteger < 2^63, math.mininteger <= -2^63) print("9223372036854775808" + 0, tonumber("9223372036854775807"))

--@ for loops over floats and integers
--@ 8.1 | 5.3+
for i = 1, 2 do io.write(i, " ") end for i = 1.0, 2 do io.write(i, " ") end for i = 1, 2.5 do io.write(i, " ") end print()

--@ string arithmetic goes through metamethods
--@ 8.1 | 5.4
print("10" + 1, "3" * "4", "0x10" - 0, pcall(function() return "a" + 1 end)) print(pcall(function() return "1" + {} end))

--@ attribs in all places
--@ 3.3.7 const | 5.4
local a <const>, b = 1, 2
local function f() return a + b end
b = 10
print(f())

--@ load with const and close variables
--@ 3.3.8 __close | 5.4
print(load("local x <close> = nil return 'ok'")())

--@ goto continue within repeat
--@ 3.3.4 goto | 5.2+
local i = 0
repeat
  i = i + 1
  if i == 2 then goto continue end
  io.write(i, " ")
  ::continue::
until i >= 4
print()

--@ integer division and modulo agree
--@ 3.4.1 // | 5.3+
for _, p in ipairs{{7, 2}, {-7, 2}, {7, -2}, {-7, -2}, {7.5, 2}, {-7.5, 2}} do local a, b = p[1], p[2] io.write(tostring(a == (a // b) * b + a % b), " ") end
print()

--@ shifts of integers
--@ 3.4.2 << >> | 5.3+
print(1 << 63 == math.mininteger, 1 << 64, -1 >> 63, -1 >> 64, 2 << -1, 1 << 62)

--@ ipairs and next on integer strings
--@ 3.4.3
local t = {["1"] = "string key", "number key"}
print(t[1], t["1"], #t)

--@ unpack of 5.1 and table.unpack are the same thing
--@ 6.5
local unpack = table.unpack or unpack
print(unpack({1, 2, nil, 4}, 1, 4))

--@ numbers in text of several sizes
--@ 3.4.3
print(12345678901234, 0.1, 1e-7, 123456.7, -1e-10, 1e21, 2.5e-8)
