-- SPDX-License-Identifier: Apache-2.0
-- The mathematical library (6.6).

--@ abs
--@ 6.6 math.abs
print(math.abs(-5), math.abs(5), math.abs(-2.5), math.abs(-1 / 0), math.abs("-3")) print(pcall(math.abs)) print(pcall(math.abs, "x"))

--@ acos, asin and atan
--@ 6.6 math.acos math.asin math.atan
print(("%.12f %.12f %.12f %.12f"):format(math.acos(0.5), math.asin(0.5), math.atan(1), math.atan(-1 / 0))) print(pcall(math.acos)) print(pcall(math.asin, {})) print(pcall(function() math.atan() end))

--@ atan of two numbers
--@ 6.6 math.atan | 5.3+
print(("%.12f %.12f %.12f"):format(math.atan(1, -1), math.atan(0, -1), math.atan(-1, 0)))

--@ atan2
--@ 6.6 math.atan2 | 5.1-5.2
print(("%.12f %.12f %.12f"):format(math.atan2(1, -1), math.atan2(0, -1), math.atan2(-1, 0))) print(pcall(math.atan2, 1))

--@ ceil and floor
--@ 6.6 math.ceil math.floor
print(math.ceil(3.2), math.ceil(-3.2), math.floor(3.7), math.floor(-3.7), math.floor(5), math.ceil(5), math.floor("2.5"), math.floor(2^40 + 0.5) == 2^40) print(pcall(math.floor, "x")) print(pcall(math.ceil, {}))

--@ ceil and floor of what does not fit an integer
--@ 6.6 math.ceil math.floor
print(math.floor(1 / 0), math.ceil(-1 / 0), math.floor(1e300) == 1e300)

--@ cos, sin and tan
--@ 6.6 math.cos math.sin math.tan
print(("%.12f %.12f %.12f %.12f"):format(math.cos(1), math.sin(1), math.tan(1), math.sin(1e6))) print(pcall(math.cos)) print(pcall(math.sin)) print(pcall(math.tan))

--@ cosh, sinh and tanh
--@ 6.6 math.cosh math.sinh math.tanh | 5.1-5.2
print(("%.12f %.12f %.12f"):format(math.cosh(1), math.sinh(1), math.tanh(1))) print(math.tanh(100) == 1, math.cosh(0) == 1, math.sinh(0) == 0)

--@ deg and rad
--@ 6.6 math.deg math.rad
print(math.deg(math.pi) == 180, ("%.12f"):format(math.rad(180)), ("%.12f"):format(math.deg(1))) print(pcall(math.deg)) print(pcall(math.rad))

--@ exp
--@ 6.6 math.exp
print(math.exp(0) == 1, ("%.12f"):format(math.exp(1)), math.exp(1000), math.exp(-1000) == 0) print(pcall(math.exp))

--@ fmod keeps the sign of the dividend
--@ 6.6 math.fmod
print(math.fmod(5, 3) == 2, math.fmod(-5, 3) == -2, math.fmod(5, -3) == 2, math.fmod(5.5, 2), math.fmod(-5.5, 2), math.fmod(5.5, 1 / 0)) print(pcall(math.fmod, 1))

--@ fmod of integers by zero
--@ 6.6 math.fmod | 5.3+
print(pcall(math.fmod, 1, 0)) print(math.fmod(5, 3), math.fmod(5.0, 3), math.fmod(math.mininteger, -1))

--@ frexp and ldexp
--@ 6.6 math.frexp math.ldexp | 5.1-5.2
print(math.frexp(0)) print(math.frexp(1)) print(math.frexp(10.5)) print(math.frexp(-0.1)) print(math.frexp(5e-324)) print(math.ldexp(0.5, 4), math.ldexp(3, 10), math.ldexp(1, -1074) == 5e-324, math.ldexp(1, 2000), math.ldexp(1, -2000) == 0)

--@ huge is infinity
--@ 6.6 math.huge
print(math.huge, -math.huge, math.huge == 1 / 0, math.huge > 1e308)

--@ log
--@ 6.6 math.log
print(math.log(1) == 0, ("%.12f"):format(math.log(10)), math.log(0), math.log(1 / 0)) print(pcall(math.log))

--@ log with a base
--@ 6.6 math.log | 5.2+
print(math.log(8, 2) == 3, math.log(100, 10) == 2, ("%.12f"):format(math.log(2, 3)), ("%.12f"):format(math.log(5, 0.5)), math.log(1024, 2) == 10)

--@ log10
--@ 6.6 math.log10 | 5.1-5.2
print(math.log10(1000) == 3, math.log10(0), ("%.12f"):format(math.log10(2)))

--@ max and min
--@ 6.6 math.max math.min
print(math.max(1, 5, 3), math.min(2, -1, 7), math.max(1.5, 2), math.min(1.5), math.max(-1 / 0, 0)) print(pcall(math.max)) print(pcall(math.min)) print(pcall(math.max, 1, {})) print(pcall(math.min, "x"))

--@ modf splits
--@ 6.6 math.modf | 5.1-5.2
print(math.modf(3.7)) print(math.modf(-3.75)) print(math.modf(5)) print(math.modf(1 / 0)) print(math.modf(-1 / 0)) print(pcall(math.modf))

--@ modf splits into a float
--@ 6.6 math.modf | 5.3+
print(math.modf(3.75)) print(math.modf(-3.75)) print(math.modf(5)) print(math.modf(1 / 0)) print(math.modf(-1 / 0)) print(pcall(math.modf))

--@ pi
--@ 6.6 math.pi
print(math.pi, ("%.15f"):format(math.pi))

--@ pow
--@ 6.6 math.pow | 5.1-5.2
print(math.pow(2, 8), math.pow(2, 0.5), math.pow(2, -1), math.pow(0, 0), math.pow(-8, 1)) print(pcall(math.pow, 1))

--@ random stays in its range
--@ 6.6 math.random
local ok = true
for i = 1, 200 do
  local r, n, m = math.random(), math.random(6), math.random(-3, 3)
  ok = ok and r >= 0 and r < 1 and n >= 1 and n <= 6 and n % 1 == 0 and m >= -3 and m <= 3 and m % 1 == 0
end
print(ok, math.random(1) == 1, math.random(5, 5) == 5)

--@ random wants a range
--@ 6.6 math.random
print(pcall(math.random, 2, 1)) print(pcall(math.random, 1, 2, 3)) print(pcall(math.random, {}))

--@ random of zero
--@ 6.6 math.random | 5.1-5.3
print(pcall(math.random, 0))

--@ randomseed makes random repeat itself
--@ 6.6 math.randomseed math.random
math.randomseed(42)
local a, b, c = math.random(), math.random(1000), math.random()
math.randomseed(42)
print(a == math.random(), b == math.random(1000), c == math.random()) print((pcall(math.randomseed, {})))

--@ sqrt
--@ 6.6 math.sqrt
print(math.sqrt(2), math.sqrt(16) == 4, math.sqrt(0) == 0, math.sqrt(1 / 0)) local n = math.sqrt(-1) print(n ~= n) print(pcall(math.sqrt))

--@ type tells integers and floats apart
--@ 6.6 math.type | 5.3+
print(math.type(1.5), math.type("1"), math.type(nil), math.type({})) print(pcall(math.type))

--@ type of integral values
--@ 6.6 math.type | 5.3+
print(math.type(1), math.type(-7))

--@ type of integral floats
--@ 6.6 math.type | 5.3+
print(math.type(1.0), math.type(2^53), math.type(6 / 2))

--@ tointeger converts integral values only
--@ 6.6 math.tointeger | 5.3+
print(math.tointeger(3), math.tointeger(3.0), math.tointeger(3.5), math.tointeger(1 / 0), math.tointeger(-2^31), math.tointeger({}))

--@ tointeger of strings
--@ 6.6 math.tointeger | 5.4
print(math.tointeger("x"), math.tointeger("3.5"))

--@ ult compares without signs
--@ 6.6 math.ult | 5.3+
print(math.ult(1, 2), math.ult(2, 1), math.ult(1, -1), math.ult(-1, 1), math.ult(-2, -1), math.ult(0, 0)) print(pcall(math.ult, 1)) print(pcall(math.ult, 1.5, 2))

--@ maxinteger and mininteger
--@ 6.6 math.maxinteger math.mininteger | 5.3+
print(math.maxinteger, math.mininteger, math.maxinteger + 1 == math.mininteger)

--@ mod of 5.1 is fmod
--@ 6.6 math.mod | 5.1
print(math.mod == math.fmod)

--@ arguments of math functions may be strings
--@ 6.6
print(math.sqrt("16") == 4, math.abs("-1.5"), math.floor("7.9"))
