-- SPDX-License-Identifier: Apache-2.0
-- Statements (3.3) and what they are made of: blocks, assignment, control structures, declarations; variables (3.2).

--@ variables are nil before they are assigned
--@ 3.2
local a
print(a, undefined_global_variable)

--@ globals are fields of _G
--@ 3.2 _G
conformance_x = 5
print(_G.conformance_x, rawget(_G, "conformance_x"), _G._G == _G)
_G["conformance_x"] = nil
print(conformance_x)

--@ globals are fields of _ENV
--@ 3.2 _ENV | 5.2+
local print = print
do
  local _ENV = {y = 1}
  z = 2
  print(y, z, _ENV.z, print == nil)
end
print(z, _ENV == _G)

--@ _ENV as a parameter and as an upvalue
--@ 3.2 _ENV | 5.2+
local function get(_ENV) return x, y end
print(get{x = 1, y = 2})
local function maker() local _ENV = {n = 0} return function() n = n + 1 return n end end
local count = maker()
print(count(), count(), n)

--@ _ENV may be no table, and then globals are errors
--@ 3.2 _ENV | 5.2+
local function f() local _ENV = nil return x end
print(pcall(f))
local function g() local _ENV = "str" return len end
print(g() == string.len)

--@ empty statements and semicolons
--@ 3.3.1 | 5.2+
;;; local a = 1; ; do ; end
print(a)

--@ call at the start of a line belongs to the statement before
--@ 3.3.1 | 5.2+
local f = function(x) return function(y) return x, y end end
local r = f
(1)
print(r(2))

--@ do blocks limit what is local
--@ 3.3.1
local x = 1
do local x = 2 print(x) end
print(x)

--@ return must be last in its block
--@ 3.3.4
local compile = loadstring or load
print(compile("return 1 print(2)", "=x"))
print(compile("do return 1 end return 2", "=x")())
print(compile("return;", "=x")())

--@ multiple assignment adjusts the number of values
--@ 3.3.3
local a, b, c = 1
print(a, b, c)
a, b = 1, 2, 3
print(a, b)
a, b, c = 0, (function() return 1, 2 end)()
print(a, b, c)
a, b, c = (function() return 1, 2 end)(), 10
print(a, b, c)
a, b, c = ((function() return 1, 2 end)())
print(a, b, c)

--@ multiple assignment evaluates all expressions first
--@ 3.3.3
local i, a = 3, {}
i, a[i] = i + 1, 20
print(i, a[3], a[4])
local x, y = 1, 2
x, y = y, x
print(x, y)
local t = {1, 2, 3}
t[1], t[2], t[3] = t[3], t[1], t[2]
print(t[1], t[2], t[3])

--@ assignment evaluates the table before it is overwritten
--@ 3.3.3
local a = {}
local b = a
a.x, a = 1, nil
print(a, b.x)

--@ assignment through metamethods is done from the last to the first
--@ 3.3.3
local log = setmetatable({}, {__newindex = function(_, k, v) io.write(k, "=", v, " ") end})
log.a, log.b, log.c = 1, 2, 3
print()

--@ cannot assign to what is no variable
--@ 3.3.3
local compile = loadstring or load
print(compile("f() = 1", "=x"))
print(compile("a + 1 = 1", "=x"))
print(compile("(a) = 1", "=x"))
print(compile("a, f() = 1, 2", "=x"))

--@ while runs as long as its condition holds
--@ 3.3.4 while
local i = 0
while i < 3 do i = i + 1 io.write(i, " ") end
while false do print("never") end
while true do i = i + 1 if i > 5 then break end end
print(i)

--@ repeat sees the locals of its block in its condition
--@ 3.3.4 repeat
local n = 0
repeat local done = n >= 2 n = n + 1 until done
print(n)
repeat local x = 1 until x
print(x)

--@ if takes the first branch that holds
--@ 3.3.4 if
local function f(x)
  if x == 1 then return "one" elseif x == 2 then return "two" elseif not x then return "none" else return "many" end
end
print(f(1), f(2), f(3), f(nil), f(false))
if 0 then print("0 is true") end
if "" then print("the empty string is true") end

--@ break leaves the innermost loop only
--@ 3.3.4 break
for i = 1, 3 do
  for j = 1, 3 do
    if j == 2 then break end
    io.write(i, ":", j, " ")
  end
end
print()

--@ break outside a loop is an error
--@ 3.3.4 break
local compile = loadstring or load
print((compile("break", "=x")))
print((compile("while true do local function f() break end end", "=x")))

--@ goto continues a loop
--@ 3.3.4 goto | 5.2+
for i = 1, 5 do
  if i % 2 == 0 then goto continue end
  io.write(i, " ")
  ::continue::
end
print()

--@ goto leaves nested loops and goes backwards
--@ 3.3.4 goto | 5.2+
for i = 1, 3 do
  for j = 1, 3 do
    if i * j == 4 then goto out end
    io.write(i * j, " ")
  end
end
::out::
local n = 0
::again::
n = n + 1
if n < 3 then goto again end
print(n)

--@ goto back gives each round fresh locals
--@ 3.3.4 goto | 5.2+
local fs, i = {}, 1
::top::
local x = i * 10
fs[i] = function() x = x + 1 return x end
i = i + 1
if i <= 3 then goto top end
print(fs[1](), fs[1](), fs[2](), fs[3]())

--@ goto errors name label and line
--@ 3.3.4 goto | 5.2+
print(load("goto nowhere", "=x"))
print(load("::a:: ::a::", "=x"))
print(load("goto f local x ::f:: print(x)", "=x"))
print(load("do ::inner:: end goto inner", "=x"))

--@ label at the end of a block may be jumped to over locals
--@ 3.3.4 goto | 5.2+
do
  goto done
  local x = 1
  ::done::
end
print("ok")

--@ numeric for counts up, down and not at all
--@ 3.3.5 for
for i = 1, 3 do io.write(i, " ") end
for i = 3, 1, -1 do io.write(i, " ") end
for i = 1, 0 do io.write("never ") end
for i = 1, 3, -1 do io.write("never ") end
for i = 1, 1 do io.write("once ") end
for i = 10, 1, -4 do io.write(i, " ") end
print()

--@ numeric for with fractions
--@ 3.3.5 for
for i = 1, 2, 0.25 do io.write(i, " ") end
for i = 1.5, 4 do io.write(i, " ") end
for i = 0.5, -1, -0.5 do io.write(i, " ") end
print()

--@ numeric for evaluates its bounds once and its variable is a copy
--@ 3.3.5 for
local n, calls = 3, 0
local function limit() calls = calls + 1 return n end
for i = 1, limit() do n = 10 i = i * 2 io.write(i, " ") end
print(calls)

--@ numeric for gives each round a fresh variable
--@ 3.3.5 for
local fs = {}
for i = 1, 3 do fs[i] = function() i = i + 10 return i end end
print(fs[1](), fs[1](), fs[2](), fs[3]())

--@ numeric for to infinity
--@ 3.3.5 for
for i = 1, math.huge do if i > 3 then break end io.write(i, " ") end
for i = -1, -math.huge, -1 do if i < -3 then break end io.write(i, " ") end
print()

--@ numeric for wants numbers
--@ 3.3.5 for
print(pcall(function() for i = {}, 2 do end end))
print(pcall(function() for i = 1, {} do end end))
print(pcall(function() for i = 1, 2, {} do end end))
print(pcall(function() for i = nil, 2 do end end))

--@ numeric for takes strings that are numbers, or does not
--@ 3.3.5 for
print(pcall(function() for i = "1", 2 do io.write(i, " ") end end))
print(pcall(function() for i = 1, "2" do io.write(i, " ") end end))
print(pcall(function() for i = 1, 2, "1" do io.write(i, " ") end end))

--@ numeric for with step zero
--@ 3.3.5 for | 5.4
print(pcall(function() for i = 1, 2, 0 do end end))

--@ numeric for does not overflow
--@ 3.3.5 for | 5.4
local n = 0
for i = math.maxinteger - 1, math.maxinteger do n = n + 1 end
for i = math.mininteger, math.mininteger + 1 do n = n + 1 end
for i = 1, 3.9 do n = n + 1 end
print(n)

--@ generic for passes state and control variable
--@ 3.3.5 for
local function iter(s, c) if c < s then return c + 1, c * c end end
for i, sq in iter, 3, 0 do io.write(i, "=", sq, " ") end
print()
for a, b, c, d in function(s, c) if not c then return 1, 2 end end do print(a, b, c, d) end

--@ generic for takes callable tables
--@ 3.3.5 for
local n = 0
local it = setmetatable({}, {__call = function(self, s, c) n = n + 1 if n < 3 then return n, s end end})
for i, s in it, "state" do print(i, s) end

--@ generic for over what cannot be called
--@ 3.3.5 for | 5.1-5.3
print(pcall(function() for k in nil do end end))
print(pcall(function() for k in {} do end end))
print(pcall(function() for k in 5 do end end))

--@ generic for over what cannot be called, in the words of 5.4
--@ 3.3.5 for | 5.4
print(pcall(function() for k in nil do end end))
print(pcall(function() for k in {} do end end))

--@ generic for closes its fourth value
--@ 3.3.5 for __close | 5.4
local closing = setmetatable({}, {__close = function(_, e) print("closed", e) end})
for i in function(_, c) if (c or 0) < 2 then return (c or 0) + 1 end end, nil, nil, closing do print(i) end
for i in function(_, c) return 1 end, nil, nil, closing do break end

--@ fields may be cleared while they are traversed
--@ 3.3.5 for next
local t = {}
for i = 1, 100 do t["k" .. i] = i end
local n = 0
for k in pairs(t) do t[k] = nil n = n + 1 end
print(n, next(t))

--@ function calls are statements
--@ 3.3.6
local t = {f = function(self, x) print(x) end}
print"string" print[[long]] t:f(1) t.f(t, 2) t:f"text" ;
(function() print("called at once") end)()

--@ expressions are no statements
--@ 3.3.6
local compile = loadstring or load
print(compile("1 + 1", "=x"))
print(compile("x", "=x"))
print(compile("'a'", "=x"))

--@ local declarations
--@ 3.3.7 local
local a, b = 1, 2
local a = a + 10
print(a, b)
local c, d = b
print(c, d)
local x = x
print(x)

--@ local function may call itself, local f = function may not
--@ 3.3.7 local
local function fact(n) return n <= 1 and 1 or n * fact(n - 1) end
print(fact(10))
local g = function() return g end
print(g())

--@ 200 locals are allowed and no more
--@ 3.3.7 local
local compile = loadstring or load
local function many(n) local t = {} for i = 1, n do t[i] = "local v" .. i .. "=" .. i end return table.concat(t, " ") end
print(compile(many(200) .. " return v1, v200", "=x")())
print(compile(many(201), "=x") == nil)

--@ constants cannot be assigned
--@ 3.3.8 const | 5.4
local x <const> = 5
print(x)
print(load("local x <const> = 1; x = 2", "=x"))
print(load("local x <foo> = 1", "=x"))

--@ variables to be closed are closed in reverse order
--@ 3.3.8 __close | 5.4
local function c(name) return setmetatable({}, {__close = function(_, e) print("close " .. name, e) end}) end
do
  local a <close> = c"a"
  local b <close> = c"b"
  local n <close> = nil
  print("body")
end
print(pcall(function() local x <close> = c"x" error("oops", 0) end))
print((function() local x <close> = c"r" return "returned" end)())

--@ only values with the metamethod can be closed
--@ 3.3.8 __close | 5.4
print(pcall(function() local x <close> = 5 end))

--@ blocks nest deep
--@ 3.3.1
local compile = loadstring or load
print(compile(("do "):rep(150) .. "return 'inside' " .. ("end "):rep(150))())

--@ lines of errors are those of the source
--@ 3.3
local compile = loadstring or load
print(compile("\n\n\nlocal x = = 2", "=chunk"))
print(compile("if x then\n\n\n", "=chunk"))
print(compile("for i = 1, 2 do\n\n(", "=chunk"))
print(pcall(compile("\n\n\nerror('here')", "=chunk")))
