-- SPDX-License-Identifier: Apache-2.0
-- Expressions (3.4): operators, coercion, precedence, constructors, calls.

--@ arithmetic on numbers
--@ 3.4.1
print(7 + 3, 7 - 3, 7 * 3, 7 % 3, -7, 2 * 3.5, 0.1 + 0.2 == 0.3)
print(7 / 2, 1 / 3, 2 ^ 0.5, 2 ^ 10 == 1024, 1 / 0, -1 / 0)

--@ division and power of integral numbers
--@ 3.4.1
print(6 / 2, 2 ^ 3, 2 ^ 53, 10 / 5 * 2)

--@ modulo takes the sign of the divisor
--@ 3.4.1
print(5 % 3, -5 % 3, 5 % -3, -5 % -3)
print(5.5 % 2, -5.5 % 2, 5.5 % -2, 6 % 1.5)

--@ modulo of infinities
--@ 3.4.1 | 5.3+
print(5 % math.huge, -5 % math.huge, 5 % -math.huge, -5 % -math.huge)

--@ modulo by zero of floats is not a number
--@ 3.4.1
local x = 5.5 % 0
print(x ~= x)

--@ not a number equals nothing
--@ 3.4.4
local nan = 0 / 0
print(nan == nan, nan ~= nan, nan < nan, nan <= nan, nan > 1, nan < 1, rawequal(nan, nan))

--@ negative zero equals zero but divides otherwise
--@ 3.4.1
local z = 0.0
local nz = -z
print(z == nz, 1 / z, 1 / nz, ({[0] = "zero"})[nz])

--@ integers wrap around
--@ 3.4.1 | 5.3+
print(math.maxinteger + 1 == math.mininteger, math.mininteger - 1, math.maxinteger * 2, -math.mininteger)

--@ integer division
--@ 3.4.1 // | 5.3+
print(7 // 2, -7 // 2, 7 // -2, 7.5 // 2, -7.5 // 2, 1 // 0.0, pcall(function() return 1 // 0 end))
print(pcall(function() return 1 % 0 end))

--@ bitwise operators
--@ 3.4.2 & | ~ << >> | 5.3+
print(6 & 3, 6 | 3, 6 ~ 3, ~0, 1 << 4, 256 >> 4, 1 << 64, 1 << -1, -1 >> 60, 3.0 & 1)
print(pcall(function() return 1.5 & 1 end))
print(pcall(function() return "a" | 1 end))
print(pcall(function() return 2^64 | 1 end))

--@ strings are numbers where numbers are wanted
--@ 3.4.3
print("10" + 5, "3" * "4", -"2", "10" - 1, " 7 " + 0, "0x10" + 0)
print("1e1" + 0 == 10, "7" % "4" == 3, "2" ^ 2 == 4, "9" / 3 == 3)

--@ numbers are strings where strings are wanted
--@ 3.4.3
print(1 .. "", 1 .. 2, -1 .. "", 1.5 .. "x", 1e15 .. "", 2^53 .. "")

--@ strings and numbers are never equal, and compare not at all
--@ 3.4.4
print("10" == 10, 10 == "10", "1" < "2")
print(pcall(function() return 1 < "2" end))
print(pcall(function() return "1" <= 2 end))

--@ strings that are no numbers do not add
--@ 3.4.3
print(pcall(function() return "abc" + 1 end))
print(pcall(function() return {} .. "x" end))
print(pcall(function() return "10x" * 1 end))

--@ numbers as text have 14 digits
--@ 3.4.3
for _, x in ipairs{1/3, 100/3, 2/3*1e10, 1e100, 1e-5, 0.0001, 123456.789, 3.14159265358979, 5e-324, 1.7976931348623157e308, 0.1} do
  io.write(tostring(x), " ")
end
print()

--@ integral numbers as text
--@ 3.4.3
for _, x in ipairs{0, 1, -1, 100, 123456789, 2147483647, 2147483648, 99999999999999, 4294967296} do
  io.write(tostring(x), " ")
end
print()

--@ large integral floats as text
--@ 3.4.3
for _, x in ipairs{1e14, 1e15, 1e16, 2^31, 2^53, 2^63, -2^63, 1e20, 1e21} do
  io.write(tostring(x), " ")
end
print()

--@ infinities as text
--@ 3.4.3
print(1 / 0, -1 / 0, math.huge, -math.huge)

--@ float keys that are integral are integer keys
--@ 3.4.3
local t = {}
t[1.0] = "a" t[2^53] = "b" t[3] = "c"
print(t[1], t[2^53], t[3.0], #t)

--@ equality is by value for primitives and by identity for objects
--@ 3.4.4
local t, f = {}, function() end
print(1 == 1.0, "a" == "a", nil == false, true == true, t == t, {} == {}, f == f, 0 == -0)

--@ strings compare by bytes
--@ 3.4.4
print("a" < "b", "Z" < "a", "" < "a", "a" < "aa", "a" <= "a", "b" > "a", "a\0b" < "a\0c", "10" < "9")

--@ order of other types is an error
--@ 3.4.4
print(pcall(function() return {} < {} end))
print(pcall(function() return nil < 1 end))
print(pcall(function() return print < print end))
print(pcall(function() return true >= false end))
print(pcall(function() return {} <= 1 end))

--@ logical operators give one of their operands
--@ 3.4.5
print(10 or 20, nil or "a", false or nil, nil and 10, false and nil, 1 and 2, 0 and "zero")
print(not nil, not 0, not not 1, not "", nil == not true)

--@ logical operators evaluate the second operand only if needed
--@ 3.4.5
print(true or error("not evaluated"), nil and error("not evaluated"))
local n = 0
local function f() n = n + 1 return n end
local x = false and f() or true and f()
print(x, n)

--@ concatenation joins from the right
--@ 3.4.6
print("a" .. "b" .. "c", 1 .. 2 .. 3, ("x" .. 1) == "x1", "\0" .. "\0" == "\0\0")

--@ length of strings is their bytes
--@ 3.4.7
print(#"", #"abc", #"a\0b", #"\195\169")

--@ length of sequences
--@ 3.4.7
print(#{}, #{1, 2, 3}, #{n = 1}, #{[1] = 1, [2] = 2})
local t = {}
for i = 1, 10 do t[i] = i end
t[10] = nil
print(#t)
t[#t] = nil t[#t + 1] = "x"
print(#t)

--@ length of what has none
--@ 3.4.7
print(pcall(function() return #5 end))
print(pcall(function() local x return #x end))
print(pcall(function() return #print end))

--@ precedence of operators
--@ 3.4.8
print(2 + 3 * 4 == 14, (2 + 3) * 4 == 20, 2 ^ 3 ^ 2 == 512, -2 ^ 2 == -4, not 1 == 2, 1 .. 2 == "12", "a" .. "b" == "ab")
print(1 < 2 == true, 5 - 3 - 1, 2 * 3 % 4, -3 % 5, not nil and 5, #"abc" + 1, 1 or error() and 2, nil and 1 or 2)
print(- - 2, not not nil, -"2" + 1, 2 ^ -1)

--@ precedence of the bitwise operators
--@ 3.4.8 | 5.3+
print(1 | 2 & 3, 1 << 2 + 1, 5 ~ 3 | 8, ~1 + 1, 3 & 2 == 2 and 1)

--@ constructors mix lists, records and expressions
--@ 3.4.9
local function three() return 1, 2, 3 end
local t = {"a", x = 1, "b", ["y z"] = 2, [3 * 10] = "thirty", three(); "c", three()}
print(#t, t[1], t[2], t[3], t[4], t[5], t[6], t[7], t.x, t["y z"], t[30])
print(#{three()}, #{(three())}, #{three(), 1}, #{three(), three()})

--@ constructors overwrite in order
--@ 3.4.9
local t = {[1] = "key", "item"}
print(t[1], #{nil, nil, 3} >= 0, ({n = 1, n = 2}).n)

--@ constructors with many items
--@ 3.4.9
local compile = loadstring or load
local items = {}
for i = 1, 500 do items[i] = "'v" .. i .. "'" end
local t = compile("return {" .. table.concat(items, ",") .. "}")()
print(#t, t[1], t[50], t[51], t[500])

--@ keys nil and not a number are errors
--@ 3.4.9
print(pcall(function() local t = {} t[nil] = 1 end))
print(pcall(function() local t = {} t[0 / 0] = 1 end))
print(pcall(function() return {[nil] = 1} end))
print(({})[nil], ({})[0 / 0])

--@ arguments are evaluated before the call, in order
--@ 3.4.10
local log = {}
local function e(x) log[#log + 1] = x return x end
local f = function() return function(...) return select("#", ...) end end
print((f())(e(1), e(2), e(3)), table.concat(log, ","))

--@ call results are adjusted by where they stand
--@ 3.4.10
local function f() return 1, 2, 3 end
local function g() end
print(f(), f())
print((f()), (g()))
print(f(), "end")
print(g(), g())
local t = {f(), (f()), f()}
print(#t, f() + 1)

--@ method calls evaluate their object once
--@ 3.4.10
local n = 0
local o = {name = "o", m = function(self, a) return self.name, a end}
local function get() n = n + 1 return o end
print(get():m(5), n)
print(("x"):rep(3), #("abc"):upper(), ("%d"):format(7))

--@ tail calls need no stack
--@ 3.4.10
local function loop(n, acc) if n == 0 then return acc end return loop(n - 1, acc + 1) end
print(loop(200000, 0) == 200000)
local function even(n) if n == 0 then return true end return odd_(n - 1) end
local odd
local function ev(n) if n == 0 then return true end return odd(n - 1) end
function odd(n) if n == 0 then return false end return ev(n - 1) end
print(ev(100001))

--@ tail calls through call metamethods
--@ 3.4.10 __call
local o = setmetatable({}, {})
getmetatable(o).__call = function(self, n) if n == 0 then return "end" end return self(n - 1) end
print(o(1000))

--@ calls of what is no function
--@ 3.4.10
print(pcall(function() local x x() end))
print(pcall(function() local t = {} t.x() end))
print(pcall(function() local t = {} t:m() end))
print(pcall(function() ("x")() end))
print(pcall(function() undefined_function() end))

--@ integers and floats are told apart
--@ 3.4.1 | 5.3+
print(1, 1.0, 10 / 2, 3 * 1.0, 2^2, 7 // 2.0, 1e3, 5 % 3.0, -0.0)
print(1 == 1.0, math.type(1), math.type(1.0), math.type(2^53))

--@ strings become integers or floats by their form
--@ 3.4.3 | 5.3+
print("10" + 1, "10.0" + 1, "0x10" + 1, "1e1" + 1, 10 .. "", 10.0 .. "")

--@ long chains of operators
--@ 3.4.8
local compile = loadstring or load
print(compile("return " .. ("1+"):rep(500) .. "1")())
print(#compile("return " .. ("'x'.."):rep(150) .. "'x'")())
print(compile("return " .. ("("):rep(100) .. "7" .. (")"):rep(100))())

--@ more constants than fit in an operand
--@ 3.4
local compile = loadstring or load
local parts = {"local t = {} "}
for i = 1, 600 do parts[#parts + 1] = ("t[%d] = 'c%d' t.k%d = %d.5 "):format(i, i, i, i) end
parts[#parts + 1] = "return t"
local t = compile(table.concat(parts))()
print(t[1], t[300], t[600], t.k1, t.k300, t.k600)

--@ bool tests skip what they need not
--@ 3.4.5
local t = {}
local function v(x) return x end
local a = (v(nil) or v(false)) == false and v(1) or v(2)
local b = not (v(1) and v(nil)) and "b"
t.x = v(1) and v(2) and v(3)
print(a, b, t.x, (v(1) == 1) == (v(2) == 2), v(nil) == nil and "nil")
