-- SPDX-License-Identifier: Apache-2.0
-- Function definitions, varargs, closures and visibility (3.4.11, 3.5).

--@ parameters that are not given are nil, and too many are dropped
--@ 3.4.11
local function f(a, b) return a, b end
print(f(1)) print(f(1, 2, 3)) print(f())

--@ function definitions in tables and as methods
--@ 3.4.11
local a = {b = {}}
function a.f(x) return x end
function a.b.g(x) return x, "g" end
function a.b:m(x) return self == a.b, x end
print(a.f(1), a.b.g(2)) print(a.b:m(3))

--@ varargs are passed on whole
--@ 3.4.11 ...
local function count(...) return select("#", ...) end
local function pass(...) return ... end
print(count(), count(nil), count(nil, nil), count(1, nil, nil))
print(pass(1, nil, 3)) print((pass(1, 2)))
print(count(pass()), count(pass(nil)), count((pass())))

--@ varargs in constructors and in the middle of lists
--@ 3.4.11 ...
local function f(...) local t = {...} local u = {..., "end"} return #t, u[1], u[2] end
print(f(1, 2, 3)) print(f())
local function g(...) local a, b = ... return a, b, ... end
print(g(1)) print(g(1, 2, 3))

--@ varargs after parameters
--@ 3.4.11 ...
local function f(a, b, ...) return select("#", ...), a, b, ... end
print(f(1)) print(f(1, 2)) print(f(1, 2, 3, nil))

--@ varargs are not seen by inner functions
--@ 3.4.11 ...
local compile = loadstring or load
print(compile("function f() return ... end", "=x"))
print(compile("return ...", "=x")(1, 2))

--@ varargs of many values
--@ 3.4.11 ...
local unpack = table.unpack or unpack
local t = {}
for i = 1, 250 do t[i] = i end
local function f(...) return select("#", ...), (select(250, ...)) end
print(f(unpack(t)))

--@ chunk is a vararg function
--@ 3.3.2
print(select("#", ...))

--@ closures share what they capture
--@ 3.5
local function counter() local n = 0 return function() n = n + 1 return n end, function() return n end end
local inc, get = counter()
inc() inc()
local inc2, get2 = counter()
inc2()
print(get(), get2())

--@ closures in loops capture their own variable
--@ 3.5
local fs = {}
for i = 1, 3 do local j = i * 10 fs[i] = function() j = j + 1 return i, j end end
fs[1]()
print(fs[1]()) print(fs[2]()) print(fs[3]())
local k, gs = 0, {}
while k < 3 do k = k + 1 local z = k gs[k] = function() return z, k end end
print(gs[1]()) print(gs[3]())

--@ closures see changes made after they are made
--@ 3.5
local x = 1
local f = function() return x end
x = 2
print(f())
do local x = 3 print(f(), x) end

--@ closures of closures
--@ 3.5
local function a(x) return function(y) return function(z) x = x + 1 return x + y + z end end end
local b = a(1)
print(b(10)(100), b(10)(100), a(1)(10)(100))

--@ upvalues outlive a break, a return and an error
--@ 3.5
local keep
for i = 1, 10 do local v = i * 2 keep = function() v = v + 1 return v end if i == 3 then break end end
print(keep(), keep())
pcall(function() local u = "alive" keep = function() return u end error("x") end)
print(keep())

--@ scope of a local begins after its declaration
--@ 3.5
local x = 10
do local x = x x = x + 1 print(x) end
print(x)

--@ recursion reaches 15000 levels
--@ 3.4.10
local function depth(n) if n == 0 then return 0 end return 1 + depth(n - 1) end
print(depth(15000) == 15000)

--@ recursion without end is an error that can be caught
--@ 3.4.10
local function f() return 1 + f() end
local ok, message = pcall(f)
print(ok, message:match("stack overflow"))

--@ many upvalues
--@ 3.5
local a, b, c, d, e, f, g, h, i, j = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
local function sum() return a + b + c + d + e + f + g + h + i + j end
a = 100
print(sum())

--@ functions compare by identity
--@ 3.4.4
local function make() return function() end end
local f = make()
print(f == f, type(f), f ~= print)

--@ functions with many parameters
--@ 3.4.11
local compile = loadstring or load
local names = {}
for i = 1, 150 do names[i] = "p" .. i end
local f = compile("return function(" .. table.concat(names, ",") .. ") return p1, p150 end")()
local t = {}
for i = 1, 150 do t[i] = i end
print(f((table.unpack or unpack)(t)))

--@ strings share one metatable, other basic types have none
--@ 2.4
print(getmetatable("a") == getmetatable("b"), getmetatable("a").__index == string)
print(getmetatable(1), getmetatable(nil), getmetatable(true), getmetatable(print))

--@ dynamic types of values
--@ 2.1
print(type(nil), type(true), type(1), type(1.5), type("x"), type({}), type(print), type(coroutine.create(function() end)), type(io.stdout))

--@ weak keys and values vanish when collected
--@ 2.5.2 __mode | 5.2+
local weak = setmetatable({}, {__mode = "v"})
weak[1], weak[2], weak.n = "a string stays", 42, true
print(weak[1], weak[2], weak.n, getmetatable(weak).__mode)
