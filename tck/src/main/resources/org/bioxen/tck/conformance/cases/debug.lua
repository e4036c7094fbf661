-- SPDX-License-Identifier: Apache-2.0
-- The debug library (6.10).

--@ debug.debug reads commands until cont
--@ 6.10 debug.debug
--@ input print('in debug')\ncont\n
debug.debug() print("after")

--@ gethook without a hook
--@ 6.10 debug.gethook
print((debug.gethook()))

--@ sethook calls at lines
--@ 6.10 debug.sethook debug.gethook
local lines = {}
local function f()
  local a = 1
  return a
end
debug.sethook(function(event, line) lines[#lines + 1] = event .. line end, "l")
f()
debug.sethook()
print(lines[1], lines[2], lines[3], (debug.gethook()))

--@ sethook calls at calls and returns
--@ 6.10 debug.sethook
local events = {}
local function f() return 1 end
debug.sethook(function(event) events[#events + 1] = event end, "cr")
local x = f()
debug.sethook()
print(events[1], events[2], events[3])

--@ sethook calls at counts
--@ 6.10 debug.sethook
local n = 0
debug.sethook(function(event) if event == "count" then n = n + 1 end end, "", 100)
for i = 1, 10000 do end
debug.sethook()
print(n > 10)

--@ getinfo of a Lua function
--@ 6.10 debug.getinfo
local function f(a, b)
  return a
end
local i = debug.getinfo(f)
print(i.source, i.short_src, i.what, i.linedefined, i.lastlinedefined, i.nups, i.func == f, i.currentline, i.name)

--@ getinfo of a library function
--@ 6.10 debug.getinfo
local i = debug.getinfo(print)
print(i.source, i.short_src, i.what, i.linedefined, i.lastlinedefined, i.currentline, i.func == print)

--@ getinfo of parameters and upvalues
--@ 6.10 debug.getinfo | 5.2+
local up1, up2 = 1, 2
local i = debug.getinfo(function(a, b, ...) return up1, up2 end, "u")
print(i.nparams, i.isvararg, i.nups, debug.getinfo(print, "u").isvararg, debug.getinfo(print, "u").nparams)

--@ getinfo of levels
--@ 6.10 debug.getinfo
local function f() local i = debug.getinfo(1, "nSl") return i.name, i.namewhat, i.currentline, i.what end
print(f())
local name, namewhat, line, what = f()
print(name, namewhat, line, what)
print(debug.getinfo(1, "S").what, debug.getinfo(100))

--@ getinfo of tail calls
--@ 6.10 debug.getinfo | 5.2+
local function g() return debug.getinfo(1, "t").istailcall end
local function f() return g() end
print(f()) print((g()))

--@ getinfo of active lines
--@ 6.10 debug.getinfo
local i = debug.getinfo(function()
  local a = 1

  return a
end, "L")
local t = {}
for l in pairs(i.activelines) do t[#t + 1] = l end
table.sort(t)
print(table.concat(t, " "))

--@ getinfo names globals, fields and methods
--@ 6.10 debug.getinfo
local t = {}
function t.field() local i = debug.getinfo(1, "n") return i.name, i.namewhat end
function t:method() local i = debug.getinfo(1, "n") return i.name, i.namewhat end
local a, b = t:method()
print(a, b)
local up = function() local i = debug.getinfo(1, "n") return i.name, i.namewhat end
local function call() local c, d = up() return c, d end
print(call())

--@ getinfo refuses options and values it does not know
--@ 6.10 debug.getinfo
print(pcall(debug.getinfo, 1, "X")) print((pcall(debug.getinfo, {}))) print((pcall(debug.getinfo))) print(pcall(debug.getinfo, 1, {}))

--@ getlocal gives names and values
--@ 6.10 debug.getlocal
local function f(a, b)
  local c = a + b
  local names = {}
  for i = 1, 3 do local n, v = debug.getlocal(1, i) names[i] = n .. "=" .. tostring(v) end
  return table.concat(names, " ")
end
print(f(1, 2)) print(pcall(debug.getlocal, 100, 1))

--@ getlocal of parameters of a function
--@ 6.10 debug.getlocal | 5.2+
local function f(a, b, ...) local c end
print(debug.getlocal(f, 1), debug.getlocal(f, 2), debug.getlocal(f, 3))

--@ getlocal of varargs
--@ 6.10 debug.getlocal | 5.2+
local function f(...) return debug.getlocal(1, -1) end
local n, v = f("first", "second") print((n:gsub("[()*%s]", "")), v)
local function g(...) local n, v = debug.getlocal(1, -2) return v end
print(g("first", "second"))

--@ getmetatable ignores protection
--@ 6.10 debug.getmetatable
local mt = {__metatable = "locked"}
local t = setmetatable({}, mt)
print(getmetatable(t), debug.getmetatable(t) == mt, debug.getmetatable({}), debug.getmetatable("").__index == string, debug.getmetatable(1))

--@ getregistry gives a table
--@ 6.10 debug.getregistry
print(type(debug.getregistry()))

--@ getupvalue and setupvalue
--@ 6.10 debug.getupvalue debug.setupvalue
local a, b = 1, 2
local function f() return a, b end
print(debug.getupvalue(f, 1)) print(debug.getupvalue(f, 2)) print(debug.getupvalue(f, 3)) print(debug.setupvalue(f, 2, "set"), b, debug.setupvalue(f, 5, 0)) print(f())

--@ getupvalue of the environment
--@ 6.10 debug.getupvalue | 5.2+
local function f() return print end
local n, v = debug.getupvalue(f, 1)
print(n, v == _G) print(debug.getupvalue(print, 1))

--@ getuservalue of what has none
--@ 6.10 debug.getuservalue | 5.2-5.3
print(debug.getuservalue(io.stdout))

--@ setuservalue wants a userdata
--@ 6.10 debug.setuservalue | 5.2-5.3
print(pcall(debug.setuservalue, {}, {}))

--@ setlocal changes a variable
--@ 6.10 debug.setlocal
local function f(a) local n = debug.setlocal(1, 1, "changed") return n, a end
print(f("original")) print(debug.setlocal(1, 200, 1))

--@ setmetatable gives back its value and ignores protection
--@ 6.10 debug.setmetatable | 5.2+
local t = setmetatable({}, {__metatable = "locked"})
print(debug.setmetatable(t, nil) == t, getmetatable(t)) print(pcall(debug.setmetatable, {}, 1))

--@ setmetatable of 5.1
--@ 6.10 debug.setmetatable | 5.1
print(debug.setmetatable({}, nil)) print(pcall(debug.setmetatable, {}, 1))

--@ traceback lists the calls
--@ 6.10 debug.traceback
local function inner() return (debug.traceback("message")) end
local function outer() local t = inner() return t end
local text = outer()
print((text:match("^[^\n]*\n[^\n]*\n[^\n]*\n[^\n]*")))

--@ traceback of levels and messages
--@ 6.10 debug.traceback
print(debug.traceback("msg", 0):match("^[^\n]*\n[^\n]*\n[^\n]*")) print(debug.traceback({}) ~= nil, type(debug.traceback({})), debug.traceback(12):match("^[^\n]*")) print(type(debug.traceback(print))) print((debug.traceback("only", 200)))

--@ traceback of a coroutine
--@ 6.10 debug.traceback
local function f() coroutine.yield() end
local co = coroutine.create(function() f() end)
coroutine.resume(co)
print(debug.traceback(co)) print(debug.traceback(co, "msg")) print(debug.traceback(co, "msg", 1)) print(debug.traceback(coroutine.create(print)))

--@ traceback of a dead coroutine tells where it failed
--@ 6.10 debug.traceback
local co = coroutine.create(function()
  local x = nil
  x.y = 1
end)
coroutine.resume(co)
print(debug.traceback(co))

--@ traceback of many levels is shortened
--@ 6.10 debug.traceback
local function deep(n) if n == 0 then return debug.traceback("t") end local t = deep(n - 1) return t end
local text = deep(100)
print((text:match("\n\t%.%.%.[^\n]*"):gsub("%d+", "N")), select(2, text:gsub("\n", "")) < 30)

--@ upvalueid tells shared variables
--@ 6.10 debug.upvalueid | 5.2+
local a, b = 1, 2
local function f() return a, b end
local function g() return b end
print(debug.upvalueid(f, 2) == debug.upvalueid(g, 1), debug.upvalueid(f, 1) == debug.upvalueid(g, 1), type(debug.upvalueid(f, 1)))

--@ upvaluejoin lets functions share variables
--@ 6.10 debug.upvaluejoin | 5.2+
local a, b = 1, 2
local function f() return a end
local function g() return b end
debug.upvaluejoin(f, 1, g, 1)
print(f()) b = 3 print(f(), a) print(pcall(debug.upvaluejoin, f, 5, g, 1))

--@ getfenv and setfenv of the debug library of 5.1
--@ 6.10 debug.getfenv debug.setfenv | 5.1
local env = {x = "mine"}
local function f() return x end
print(debug.getfenv(f) == _G, debug.setfenv(f, env) == f, f())
