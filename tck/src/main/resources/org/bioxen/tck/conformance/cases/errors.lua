-- SPDX-License-Identifier: Apache-2.0
-- What messages say: positions, names of variables and functions; what is given to error.

--@ uncaught error has its position
--@ 2.3
error("boom")

--@ uncaught error of a nested call
--@ 2.3
local function inner() error("deep") end
local function outer() inner() end
print("before")
outer()

--@ uncaught error value may be a table
--@ 2.3
error({code = 5})

--@ uncaught error value may be nil
--@ 2.3
error()

--@ uncaught error value may be a number
--@ 2.3
error(42)

--@ uncaught error on a later line
--@ 2.3
local x = 1

local y = x
        + nil

--@ source that does not compile
--@ 2.3
print("never")
local = 5

--@ uncaught error in a library function
--@ 2.3
local s = "x"
string.rep()

--@ uncaught error after output keeps the output
--@ 2.3
io.write("no line end")
error("stop", 0)

--@ index of nil names the local
--@ 2.3
print(pcall(function() local a; a.b = 1 end))
print(pcall(function() local a; return a.b end))

--@ index of nil names the global
--@ 2.3
print(pcall(function() return undefined_global.x end))

--@ index of nil names the upvalue
--@ 2.3
local up
print(pcall(function() return up.x end))
print(pcall(function() up.x = 1 end))

--@ index of nil names the field
--@ 2.3
local t = {}
print(pcall(function() return t.x.y end))
print(pcall(function() t.x.y = 1 end))
print(pcall(function() local u = {} return u.a.b.c end))
print(pcall(function() local u = {a = {}} return u.a.b.c end))

--@ index of other values
--@ 2.3
print(pcall(function() local n = 5 return n.x end))
print(pcall(function() local b = true return b.x end))
print(pcall(function() local f = print f.x = 1 end))

--@ index with a computed key
--@ 2.3 | 5.1-5.3
print(pcall(function() local t = {} return t[1][2] end))
print(pcall(function() local t, k = {}, "k" return t[k].z end))

--@ index with a constant integer key, in the words of 5.4
--@ 2.3 | 5.4
print(pcall(function() local t = {} return t[1][2] end))

--@ call of nil names the variable
--@ 2.3
local up
print(pcall(function() local f; f() end))
print(pcall(function() up() end))
print(pcall(function() undefined_function() end))

--@ call of nil names the field
--@ 2.3
local t = {}
print(pcall(function() t.f() end))
print(pcall(function() local u = {v = {}} u.v.w() end))
print(pcall(function() string.nope() end))

--@ call of nil names the method
--@ 2.3
local t = {}
print(pcall(function() t:m() end))
print(pcall(function() ("x"):nope() end))

--@ call of a value without a name
--@ 2.3
print(pcall(function() (1)() end))
print(pcall(function() ({})() end))
print(pcall(function() return (nil)() end))

--@ arithmetic on nil names the variable
--@ 2.3
local up
print(pcall(function() local a return a + 1 end))
print(pcall(function() return up * 2 end))
print(pcall(function() return undefined_number - 1 end))
print(pcall(function() local t = {} return t.x / 2 end))
print(pcall(function() local t = {} return 1 % t.x end))

--@ arithmetic on other values
--@ 2.3
print(pcall(function() local a = {} local b = 1 return b + a end))
print(pcall(function() local a = {} return -a end))
print(pcall(function() return 2 ^ {} end))
print(pcall(function() return print + 1 end))
print(pcall(function() return true + 1 end))

--@ arithmetic on strings that are no numbers
--@ 2.3 | 5.1-5.3
print(pcall(function() local s = "abc" return s * 2 end))
print(pcall(function() local s = "abc" return -s end))

--@ concatenation names the variable
--@ 2.3
print(pcall(function() local x return "a" .. x end))
print(pcall(function() local x return x .. "a" end))
print(pcall(function() return undefined_name .. "a" end))
print(pcall(function() local t = {} return t.name .. "x" end))
print(pcall(function() local t = {} return "a" .. "b" .. t end))

--@ concatenation of other values
--@ 2.3
print(pcall(function() return "a" .. {} end))
print(pcall(function() return 1 .. true end))
print(pcall(function() return print .. "" end))

--@ length names the variable
--@ 2.3
local up
print(pcall(function() local n return #n end))
print(pcall(function() return #up end))
print(pcall(function() return #undefined_list end))
print(pcall(function() local t = {} return #t.x end))

--@ comparison names the types
--@ 2.3
print(pcall(function() return 1 < "2" end))
print(pcall(function() return {} < {} end))
print(pcall(function() return nil < 1 end))
print(pcall(function() return {} <= 1 end))
print(pcall(function() return 1 > nil end))

--@ comparison of two of one type
--@ 2.3
print(pcall(function() return print < print end))
print(pcall(function() return true <= false end))
print(pcall(function() return nil < nil end))

--@ bad arguments name position, function and types
--@ 2.3
print(pcall(function() string.rep() end))
print(pcall(function() ("x"):rep() end))
print(pcall(function() ("x"):rep({}) end))
print(pcall(function() string.rep({}, 1) end))
print(pcall(function() math.floor("x") end))
print(pcall(function() math.floor({}) end))
print(pcall(function() setmetatable(1, {}) end))

--@ bad arguments of a method do not count the object
--@ 2.3
print(pcall(function() local s = "x" s:rep({}) end))
print(pcall(function() io.stdout:write({}) end))
print(pcall(function() io.stdout:seek("bad") end))

--@ bad object of a method
--@ 2.3
print(pcall(function() io.stdout.write() end))
print(pcall(function() io.stdout.write({}) end))

--@ bad arguments of functions called by pcall
--@ 2.3
print(pcall(string.rep))
print(pcall(math.floor, "x"))
print(pcall(table.concat, 5))
print(pcall(ipairs))

--@ bad arguments of functions in local variables
--@ 2.3
print(pcall(function() local r = string.rep r() end))
print(pcall(function() local f = math.max f() end))

--@ number expected, got no value
--@ 2.3
for _, f in ipairs{math.sin, math.sqrt, math.max, math.exp} do print(pcall(f)) end

--@ strings that are numbers are arguments where numbers are wanted
--@ 2.3
print(math.floor("3.7"), ("x"):rep("2"), string.char("65"))

--@ error levels choose whose position is added
--@ 6.1 error
local function f() error("one", 1) end
local function g() error("two", 2) end
local function h() error("none", 0) end
print(pcall(f))
print(pcall(function()
  g()
end))
print(pcall(h))

--@ error level beyond the stack adds nothing
--@ 6.1 error
print(pcall(error, "msg", 1))
print(pcall(error, "msg", 50))

--@ error values are kept as they are
--@ 6.1 error
local t = {}
local ok, e = pcall(error, t)
print(rawequal(e, t), select(2, pcall(error, nil)), select(2, pcall(error, 5)), select(2, pcall(error, true)))
print(select("#", pcall(error)))

--@ positions in chunks of every kind of name
--@ 3.3.2
local compile = loadstring or load
for _, name in ipairs{"=name", "@file.lua", "return 1", "line one\nline two", "", "=" .. ("n"):rep(80), "@" .. ("d/"):rep(40) .. "f.lua", ("s"):rep(80)} do
  print(pcall(compile("error('x')", name)))
end

--@ default chunk name is the source
--@ 3.3.2
local compile = loadstring or load
print(pcall(compile("error('x')")))
print(pcall(compile("error('x')\nreturn 1")))
print(pcall(compile("local a = 'a long first line that will be cut somewhere because it is long' error('x')")))

--@ errors in coroutines have their own position
--@ 2.6
print(coroutine.resume(coroutine.create(function() local x = nil + 1 end)))
print(pcall(coroutine.wrap(function() error("wrapped") end)))

--@ error in an error handler
--@ 6.1 xpcall
local ok, e = xpcall(function() error("first") end, function(m) return "handled " .. m end)
print(ok, e)

--@ error objects with a tostring event
--@ 2.3 __tostring
local e = setmetatable({}, {__tostring = function() return "I am an error" end})
local ok, caught = pcall(error, e)
print(ok, tostring(caught), rawequal(caught, e))

--@ nested pcalls each catch their own
--@ 6.1 pcall
print(pcall(function()
  print(pcall(error, "inner", 0))
  error("outer", 0)
end))

--@ rethrown error keeps its message
--@ 6.1 pcall error
print(pcall(function()
  local ok, e = pcall(error, "original", 0)
  error(e, 0)
end))

--@ error in the middle of an expression leaves no trace
--@ 2.3
local t = {}
print(pcall(function() t[1] = "set" t[2] = nil + 1 t[3] = "never" end))
print(t[1], t[2], t[3])

--@ line of a call over several lines
--@ 2.3
print(pcall(function()
  local x = math.floor(
    1,
    2
  )
  error(
    "where"
  )
end))

--@ wrong argument of a for iterator
--@ 2.3
print(pcall(function() for k, v in pairs(nil) do end end))
print(pcall(function() for k, v in pairs() do end end))
print(pcall(function() for i, v in ipairs() do end end))
print(pcall(next, {}, "no such key"))

--@ field names of library functions in messages
--@ 2.3
print(pcall(function() table.insert(1, 2) end))
print(pcall(function() table.concat({{}}) end))
print(pcall(function() string.char(300) end))
print(pcall(function() string.format("%d", {}) end))
print(pcall(function() ("%d"):format("x") end))

--@ fraction where an integer is wanted
--@ 2.3 | 5.3+
print(pcall(string.rep, "x", 1.5))
print(pcall(string.char, 65.5))
print(pcall(function() return ("x"):sub(1.5) end))
print(pcall(string.rep, "x", "1.5"))
