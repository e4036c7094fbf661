-- SPDX-License-Identifier: Apache-2.0
-- Metatables: each event (2.4).

--@ arithmetic events get both operands in their order
--@ 2.4 __add __sub __mul __div __mod __pow
local function name(x) return type(x) == "table" and x.name or tostring(x) end
local mt = {}
for _, e in ipairs{"add", "sub", "mul", "div", "mod", "pow"} do
  mt["__" .. e] = function(a, b) return e .. "(" .. name(a) .. "," .. name(b) .. ")" end
end
local a, b = setmetatable({name = "a"}, mt), setmetatable({name = "b"}, mt)
print(a + b, a - 1, 2 * a, a / "s", b % a, a ^ nil)

--@ unary minus event
--@ 2.4 __unm
local a = setmetatable({}, {__unm = function(x, y) return "neg", "dropped" end})
print(-a, (-a))

--@ operands of unary events are given twice
--@ 2.4 __unm __len | 5.2+
local a = setmetatable({}, {__unm = function(x, y) return rawequal(x, y) end})
print(-a)

--@ integer division and bitwise events
--@ 2.4 __idiv __band __bor __bxor __bnot __shl __shr | 5.3+
local mt = {}
for _, e in ipairs{"idiv", "band", "bor", "bxor", "bnot", "shl", "shr"} do
  mt["__" .. e] = function(a, b) return e end
end
local a = setmetatable({}, mt)
print(a // 1, 1 & a, a | a, a ~ 1, ~a, a << 1, 1 >> a, pcall(function() return {} | 1 end))

--@ first operand's event counts
--@ 2.4 __add
local a = setmetatable({}, {__add = function() return "a" end})
local b = setmetatable({}, {__add = function() return "b" end})
print(a + b, b + a, 1 + b, {} + a, a + {})

--@ result of an event is one value
--@ 2.4 __add __index
local a = setmetatable({}, {__add = function() return 1, 2 end, __index = function() return 3, 4 end})
print(a + a, "x")
print(select("#", a + a), select("#", a.x))
local none = setmetatable({}, {__add = function() end})
print(none + 1)

--@ concat event
--@ 2.4 __concat
local function name(x) return type(x) == "table" and "T" or tostring(x) end
local a = setmetatable({}, {__concat = function(x, y) return name(x) .. "~" .. name(y) end})
print(a .. "x", "x" .. a, 1 .. a, a .. a, "p" .. "q" .. a, a .. "p" .. "q")

--@ length event
--@ 2.4 __len | 5.2+
local a = setmetatable({1, 2, 3}, {__len = function(t) return rawlen(t) * 10 end})
print(#a, rawlen(a), #setmetatable({}, {__len = function() return "any" end}))

--@ length event is not asked for tables by 5.1
--@ 2.4 __len | 5.1
print(#setmetatable({1, 2}, {__len = function() return 42 end}))

--@ equality event
--@ 2.4 __eq
local mt = {__eq = function(a, b) return a.v == b.v end}
local a, b, c = setmetatable({v = 1}, mt), setmetatable({v = 1}, mt), setmetatable({v = 2}, mt)
print(a == b, a == c, a ~= b, a == 1, a == "x", rawequal(a, b))

--@ equality event is asked only for two different objects of one type
--@ 2.4 __eq
local n = 0
local mt = {__eq = function() n = n + 1 return 1 end}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
print(a == b, a == a, a == 1, a == nil, n)

--@ equality event with different metatables
--@ 2.4 __eq | 5.3+
local a = setmetatable({}, {__eq = function() return true end})
local b = setmetatable({}, {})
print(a == b, b == a, a == {}, {} == a)

--@ equality event needs the same function on both sides until 5.2
--@ 2.4 __eq | 5.1-5.2
local f = function() return true end
local a, b, c = setmetatable({}, {__eq = f}), setmetatable({}, {__eq = f}), setmetatable({}, {__eq = function() return true end})
print(a == b, a == c, a == {})

--@ less-than event
--@ 2.4 __lt
local mt = {__lt = function(a, b) return a.v < b.v end}
local a, b = setmetatable({v = 1}, mt), setmetatable({v = 2}, mt)
print(a < b, b < a, a > b, b > a)

--@ less-or-equal event
--@ 2.4 __le
local mt = {__le = function(a, b) return a.v <= b.v end}
local a, b = setmetatable({v = 1}, mt), setmetatable({v = 2}, mt)
print(a <= b, b <= a, a >= b, a <= a)

--@ less-or-equal falls back to less-than until 5.3
--@ 2.4 __lt __le | 5.1-5.3
local mt = {__lt = function(a, b) return a.v < b.v end}
local a, b = setmetatable({v = 1}, mt), setmetatable({v = 2}, mt)
print(a <= b, b <= a, a >= b, a <= a)

--@ less-or-equal does not fall back in 5.4
--@ 2.4 __le | 5.4
local mt = {__lt = function(a, b) return true end}
print(pcall(function() return setmetatable({}, mt) <= setmetatable({}, mt) end))

--@ comparison with other types
--@ 2.4 __lt __le | 5.2+
local mt = {__lt = function(a, b) return type(a) == "number" end, __le = function() return "true" end}
local a = setmetatable({}, mt)
print(1 < a, a < 1, a <= 1, "x" <= a, a > 1)

--@ index event as a function
--@ 2.4 __index
local a = setmetatable({x = 1}, {__index = function(t, k) return "<" .. tostring(k) .. ">" end})
print(a.x, a.y, a[1], a[true], rawget(a, "y"))

--@ index event as a table, and chains of them
--@ 2.4 __index
local base = {a = "base a"}
local mid = setmetatable({b = "mid b"}, {__index = base})
local top = setmetatable({c = "top c"}, {__index = mid})
print(top.a, top.b, top.c, top.d)

--@ index event ends in a function
--@ 2.4 __index
local inner = setmetatable({}, {__index = function(t, k) return k .. "!" end})
local outer = setmetatable({}, {__index = inner})
print(outer.key)

--@ index event on false fields
--@ 2.4 __index
local a = setmetatable({f = false}, {__index = function() return "asked" end})
print(a.f, a.g)

--@ index chain through strings
--@ 2.4 __index
local t = setmetatable({}, {__index = "text"})
print(t.len == string.len, pcall(function() return setmetatable({}, {__index = 5}).x end))

--@ newindex event as a function
--@ 2.4 __newindex
local log = {}
local a = setmetatable({x = 1}, {__newindex = function(t, k, v) rawset(t, k, v * 2) end})
a.x = 5 a.y = 5 a.y = 7
print(a.x, a.y)

--@ newindex event as a table
--@ 2.4 __newindex
local store = {}
local a = setmetatable({}, {__newindex = store})
a.k = "v"
print(rawget(a, "k"), store.k)

--@ newindex event for nil values and chains
--@ 2.4 __newindex
local last = {}
local a = setmetatable({}, {__newindex = setmetatable({}, {__newindex = function(t, k, v) last[1] = k .. tostring(v) end})})
a.gone = nil
print(last[1], rawget(a, "gone"))

--@ call event passes all arguments
--@ 2.4 __call
local a = setmetatable({}, {__call = function(self, ...) return select("#", ...), ... end})
print(a(1, nil, 3)) print(a()) print(pcall(a, "x")) print((a(1)))

--@ call event of a callable table in turn
--@ 2.4 __call | 5.4
local inner = setmetatable({}, {__call = function(self, x) return "inner", type(x) end})
local outer = setmetatable({}, {__call = inner})
print(outer())

--@ methods through call and index events
--@ 2.4 __index __call
local Point = setmetatable({}, {__call = function(cls, x, y) return setmetatable({x = x, y = y}, cls) end})
Point.__index = Point
function Point:sum() return self.x + self.y end
print(Point(1, 2):sum(), Point(3, 4).x)

--@ inheritance through metatables
--@ 2.4 __index
local Animal = {} Animal.__index = Animal
function Animal.new(name) return setmetatable({name = name}, Animal) end
function Animal:speak() return self.name .. " makes a sound" end
local Dog = setmetatable({}, {__index = Animal}) Dog.__index = Dog
function Dog.new(name) return setmetatable(Animal.new(name), Dog) end
function Dog:speak() return Animal.speak(self) .. ": wuff" end
print(Dog.new("Rex"):speak(), Animal.new("Tom"):speak())

--@ tostring event
--@ 2.4 __tostring tostring print
local a = setmetatable({}, {__tostring = function(self) return "object" end})
print(a, tostring(a))

--@ tostring event must give a string
--@ 2.4 __tostring tostring | 5.3+
print(pcall(tostring, setmetatable({}, {__tostring = function() return {} end})))

--@ name event
--@ 2.4 __name | 5.3+
print((tostring(setmetatable({}, {__name = "My.Type"})):gsub("0x%x+", "ADDRESS")))
print(pcall(string.rep, setmetatable({}, {__name = "My.Type"})))

--@ metatable field protects
--@ 2.4 __metatable getmetatable setmetatable
local a = setmetatable({}, {__metatable = "locked"})
print(getmetatable(a), pcall(setmetatable, a, {}))
print(pcall(setmetatable, a, nil), getmetatable(setmetatable({}, {__metatable = false})))

--@ pairs event
--@ 2.4 __pairs pairs | 5.2+
local a = setmetatable({}, {__pairs = function(t) return function(_, k) k = (k or 0) + 1 if k <= 3 then return k, k * k end end, t, nil end})
for k, v in pairs(a) do io.write(k, "=", v, " ") end
print(select("#", pairs(a)))

--@ ipairs event of 5.2
--@ 2.4 __ipairs ipairs | 5.2
for i, v in ipairs(setmetatable({}, {__ipairs = function(t) return function(_, i) if i < 2 then return i + 1, "v" end end, t, 0 end})) do print(i, v) end

--@ ipairs respects the index event
--@ 2.4 __index ipairs | 5.3+
for i, v in ipairs(setmetatable({}, {__index = function(_, i) if i <= 3 then return i * 10 end end})) do io.write(i, "=", v, " ") end
print()

--@ events do nothing for raw access
--@ 2.4 rawget rawset rawequal
local a = setmetatable({}, {__index = function() error("asked") end, __newindex = function() error("asked") end, __eq = function() error("asked") end})
rawset(a, "k", 1)
print(rawget(a, "k"), rawget(a, "nope"), rawequal(a, setmetatable({}, getmetatable(a))))

--@ errors in events name the caller's position
--@ 2.4
local a = setmetatable({}, {__index = function(t, k) error("no field " .. k, 2) end})
print(pcall(function()
  return a.field
end))

--@ metatables may be changed while in use
--@ 2.4 setmetatable
local a = setmetatable({}, {__index = {x = 1}})
print(a.x)
getmetatable(a).__index = {x = 2}
print(a.x)
setmetatable(a, nil)
print(a.x, getmetatable(a))

--@ events set after creation are seen
--@ 2.4 __add __eq __len
local mt = {}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
print(pcall(function() return a + b end))
mt.__add = function() return "sum" end
mt.__eq = function() return true end
print(a + b, a == b)

--@ basic types get metatables by the debug library
--@ 2.4 debug.setmetatable
debug.setmetatable(1, {__index = {double = function(x) return x * 2 end}, __call = function(x, y) return x + y end})
debug.setmetatable(nil, {__index = function(_, k) return "nil." .. k end})
debug.setmetatable(print, {__index = {isfunction = true}})
print((5):double(), (2)(3), (nil).x, print.isfunction, print ~= nil)
debug.setmetatable(1, nil) debug.setmetatable(nil, nil) debug.setmetatable(print, nil)

--@ index event on a loop of tables is an error
--@ 2.4 __index
local a = {}
setmetatable(a, {__index = a})
print(pcall(function() return a.x end))

--@ newindex event on a loop of tables is an error
--@ 2.4 __newindex
local a = {}
setmetatable(a, {__newindex = a})
print(pcall(function() a.x = 1 end))

--@ concat of numbers and tables with events
--@ 2.4 __concat
local seen = {}
local mt = {__concat = function(a, b) seen[#seen + 1] = type(a) .. "," .. type(b) return "R" end}
local t = setmetatable({}, mt)
local r = "a" .. 1 .. t .. 2 .. "b"
print(r, table.concat(seen, ";"))

--@ unpack and select through proxies see raw items until 5.2
--@ 2.4 | 5.1-5.2
local t = setmetatable({1}, {__index = function(_, k) return "p" .. k end})
print((unpack or table.unpack)(t, 1, 3))

--@ table functions respect events from 5.3 on
--@ 2.4 table.unpack table.insert table.concat | 5.3+
local store = {}
local t = setmetatable({}, {__index = store, __newindex = function(_, k, v) store[k] = v end, __len = function() return #store end})
table.insert(t, "a") table.insert(t, "b") table.insert(t, 1, "c")
print(#t, table.concat(t, ","), table.unpack(t)) print(table.remove(t, 1), #store, next(t))

--@ upvalue metamethods may yield
--@ 2.4 coroutine.yield | 5.2+
local mt = {__add = function(a, b) return coroutine.yield("add") end, __index = function(t, k) return coroutine.yield("index " .. k) end,
  __newindex = function(t, k, v) coroutine.yield("newindex") end, __lt = function() return coroutine.yield("lt") end,
  __eq = function() return coroutine.yield("eq") end, __concat = function() return coroutine.yield("concat") end,
  __call = function() return coroutine.yield("call") end, __len = function() return coroutine.yield("len") end, __unm = function() return coroutine.yield("unm") end}
local a, b = setmetatable({}, mt), setmetatable({}, mt)
local co = coroutine.wrap(function()
  local results = {a + b, a.k, a < b, a == b, a .. b, a(), #a, -a}
  a.x = 1
  for i = 1, #results do results[i] = tostring(results[i]) end
  return table.concat(results, " ")
end)
io.write(co(), " ")
for i = 1, 8 do io.write(co(i), " ") end
print(co(9))

--@ sort by an event
--@ 2.4 __lt table.sort
local mt = {__lt = function(a, b) return a.v < b.v end}
local t = {}
for i, v in ipairs{3, 1, 2} do t[i] = setmetatable({v = v}, mt) end
table.sort(t)
print(t[1].v, t[2].v, t[3].v)

--@ __gc is accepted and does nothing at once
--@ 2.5.1 __gc
local t = setmetatable({}, {__gc = function() end})
print(type(t))
