-- SPDX-License-Identifier: Apache-2.0
-- Basic functions (6.1).

--@ assert gives all its arguments back
--@ 6.1 assert
print(assert(1, 2, 3)) print(assert("x", nil)) print(select("#", assert(true, nil, nil)))

--@ assert raises its message as it is
--@ 6.1 assert
print(pcall(assert, false, "message")) print(pcall(assert, nil, "other"))
print(select(2, pcall(assert, false, "no position")))

--@ assert without a message
--@ 6.1 assert
print(pcall(assert, false)) print(pcall(assert, nil))

--@ assert without a value
--@ 6.1 assert
print(pcall(assert))

--@ assert with an error object
--@ 6.1 assert | 5.3+
local t = {}
print(select(2, pcall(assert, false, t)) == t, select(2, pcall(assert, nil, nil)))

--@ collectgarbage counts and collects
--@ 6.1 collectgarbage
print(collectgarbage(), collectgarbage("collect"), type(collectgarbage("count")), collectgarbage("count") > 0)

--@ collectgarbage has more options
--@ 6.1 collectgarbage
print(type(collectgarbage("step")), type(collectgarbage("setpause", 200)), type(collectgarbage("setstepmul", 200)))
print(collectgarbage("stop"), collectgarbage("restart"))
print(pcall(collectgarbage, "nonsense"))

--@ collectgarbage tells whether it runs
--@ 6.1 collectgarbage | 5.2+
print(collectgarbage("isrunning"))

--@ dofile runs a file
--@ 6.1 dofile
local name = os.tmpname()
local f = io.open(name, "w") f:write("return 'from file', ...") f:close()
print(dofile(name))
f = io.open(name, "w") f:write("#!/usr/bin/lua\nreturn 'after the first line'") f:close()
print(dofile(name))
os.remove(name)
print((pcall(dofile, name)))

--@ dofile raises the errors of the file
--@ 6.1 dofile
local name = os.tmpname()
local f = io.open(name, "w") f:write("\nerror('in file')") f:close()
local ok, e = pcall(dofile, name)
print(ok, e:sub(1, #name) == name, e:sub(#name + 1))
os.remove(name)

--@ error is covered with the messages
--@ 6.1 error
print(pcall(error, "text", 0))

--@ getmetatable and setmetatable
--@ 6.1 getmetatable setmetatable
local mt, t = {}, {}
print(setmetatable(t, mt) == t, getmetatable(t) == mt, getmetatable({}), setmetatable(t, nil) == t, getmetatable(t))
print(pcall(setmetatable, t)) print(pcall(setmetatable, t, 1)) print(pcall(setmetatable, 1, {})) print(pcall(getmetatable))

--@ ipairs stops at the first nil
--@ 6.1 ipairs
for i, v in ipairs{10, 20, nil, 40} do io.write(i, "=", v, " ") end
for i, v in ipairs{} do io.write("never") end
for i, v in ipairs{n = 1, "a"} do io.write(i, "=", v) end
print()
local f, t, i = ipairs{7}
print(type(f), t[1], i, f(t, 0)) print(f(t, 1))

--@ ipairs sees what is added while it runs
--@ 6.1 ipairs
local t = {1}
for i, v in ipairs(t) do if i < 5 then t[i + 1] = v * 2 end end
print(table.concat(t, " "))

--@ load compiles text in the global environment
--@ 6.1 load | 5.2+
print(load("return 1 + 1")(), load("return ...")(7, 8))
print(type(load("x =", "=c")), load("x = = 1", "=c"))

--@ load takes pieces from a function
--@ 6.1 load
local parts, n = {"return ", "4", "2 .. 'x'"}, 0
print(load(function() n = n + 1 return parts[n] end)())
n = 0 parts = {"return 'a'", "", " .. 'never'"}
print(load(function() n = n + 1 return parts[n] end)())
print(load(function() return nil end)())

--@ load with a function that fails
--@ 6.1 load
print(load(function() error("reader", 0) end))
print((load(function() return {} end)))

--@ load with an environment
--@ 6.1 load | 5.2+
local env = {y = 5}
print(load("x = y + 1 return x", "=c", "t", env)(), env.x, rawget(_G, "x"))
print(load("return _ENV", "=c", "t", 5)(), load("return _ENV", "=c", "t", nil)())

--@ load checks the mode
--@ 6.1 load | 5.2+
print(load("return 1", "=c", "b"))
print(load("\27Lua", "=c", "t"))
print(load("return 1", "=c", "t")(), load("return 1", "=c", "bt")())

--@ load names chunks
--@ 6.1 load | 5.2+
print(pcall(load("error('x')", "=here"))) print(pcall(load("error('x')", "@file"))) print(pcall(load("error('x')", "source")))
print(load("x =", "=here")) print(load("x =")) print(load(function() return nil end, "=named") ~= nil)

--@ load gives functions their own variables
--@ 6.1 load | 5.2+
local a, b = load("local n = 0 return function() n = n + 1 return n end"), load("return 1")
local f, g = a(), a()
print(f(), f(), g(), a ~= b)

--@ loadfile compiles a file and does not run it
--@ 6.1 loadfile
local name = os.tmpname()
local f = io.open(name, "w") f:write("return 'loaded', ...") f:close()
print(loadfile(name)(1))
f = io.open(name, "w") f:write("return = 1") f:close()
local chunk, e = loadfile(name)
print(chunk, e:sub(#name + 1))
os.remove(name)
chunk, e = loadfile(name)
print(chunk, type(e))

--@ loadfile with an environment and a mode
--@ 6.1 loadfile | 5.2+
local name = os.tmpname()
local f = io.open(name, "w") f:write("v = 5 return v") f:close()
local env = {}
print(loadfile(name, "t", env)(), env.v, rawget(_G, "v"))
print(loadfile(name, "b") == nil)
os.remove(name)

--@ loadstring compiles text
--@ 6.1 loadstring | 5.1
print(loadstring("return 1 + 1")(), loadstring("return = 1", "=c"))
print(pcall(loadstring("error('x')", "=c")))

--@ setfenv and getfenv change environments
--@ 6.1 setfenv getfenv | 5.1
local env = {v = "mine"}
local f = setfenv(function() return v end, env)
print(f(), getfenv(f) == env, getfenv(1) == _G, getfenv(print) == _G)

--@ next walks a table
--@ 6.1 next
print(next({})) print(next({5})) print(next({5}, 1)) print(next({a = 1}))
local n, sum = 0, 0
local k, v = next({1, 2, 3})
local t = {1, 2, 3, x = 4, y = 5}
for k, v in next, t do n = n + 1 sum = sum + v end
print(n, sum)

--@ next wants a key of the table
--@ 6.1 next
print((pcall(next, {}, 1))) print(pcall(next)) print(pcall(next, 1))

--@ next gives the sequence first and in order
--@ 6.1 next
local t = {"a", "b", "c"}
local k, v = next(t)
while k do io.write(k, v, " ") k, v = next(t, k) end
print()

--@ pairs visits every pair once
--@ 6.1 pairs
local t, keys = {1, 2, 3, a = 1, b = 2, [1.5] = 3, [true] = 4}, {}
for k, v in pairs(t) do keys[#keys + 1] = tostring(k) end
table.sort(keys)
print(table.concat(keys, " "))
local f, s, c = pairs(t)
print(f == next, s == t, c)
print(pcall(pairs))

--@ pcall gives true and the results, or false and the error
--@ 6.1 pcall
print(pcall(function(...) return ... end, 1, nil, 3)) print(pcall(error, "e")) print(pcall(pcall, error, "e"))
print(pcall(nil)) print(pcall(5)) print(pcall(pcall)) print(select("#", pcall(function() end)))

--@ print writes values with tabs between and a line end
--@ 6.1 print
print() print(nil) print(1, "a", true, nil) print("a\tb", "") print("\0\200x")

--@ print uses tostring events
--@ 6.1 print
print(setmetatable({}, {__tostring = function() return "T" end}), 1)

--@ rawequal, rawget, rawset and their arguments
--@ 6.1 rawequal rawget rawset
local t = {}
print(rawset(t, "k", "v") == t, rawget(t, "k"), rawget(t, 1), rawequal(t, t), rawequal(1, 1.0), rawequal("1", 1), rawequal(t, {}))
print(pcall(rawget, 1, 1)) print(pcall(rawset, {}, 1)) print(pcall(rawequal, 1)) print(pcall(rawset, {}, nil, 1))

--@ rawlen
--@ 6.1 rawlen | 5.2+
print(rawlen({1, 2}), rawlen("abc"), rawlen(setmetatable({1}, {__len = function() return 9 end})), pcall(rawlen, 5))

--@ select gives the rest or the number
--@ 6.1 select
print(select("#")) print(select("#", nil, nil)) print(select(2, "a", "b", "c")) print((select(2, "a", "b", "c")))
print(select(-1, "a", "b", "c")) print(select(-2, "a", "b", "c")) print(select(5, "a")) print(select("2", "a", "b"))
print(pcall(select, 0)) print(pcall(select, -5, 1)) print(pcall(select)) print(pcall(select, "x"))

--@ tonumber reads decimal numbers
--@ 6.1 tonumber
for _, s in ipairs{"10", "  10  ", "\t-7\n", "1e2", ".5", "5.", "+3", "0x10", "-0x10", "1E-2", "123456789012"} do io.write(tostring(tonumber(s)), " ") end
print()

--@ tonumber refuses what is no number
--@ 6.1 tonumber
for _, s in ipairs{"", " ", "x", "1x", "1 2", "e1", "1e", "0x", ".", "- 7", "--1", "1_000", "0b1", "inf", "nan", "1e+"} do io.write(tostring(tonumber(s)), " ") end
print()
print(tonumber("1\0"), tonumber("10\0 "))

--@ tonumber of other values
--@ 6.1 tonumber
print(tonumber(nil), tonumber(true), tonumber({}), tonumber(print), tonumber(5), tonumber(1.5)) print(pcall(tonumber))

--@ tonumber reads hexadecimal floats
--@ 6.1 tonumber | 5.2+
print(tonumber("0x.8"), tonumber("0xA.8p1"), tonumber("0x1p-2"), tonumber("0xp1"), tonumber("0x1P+4") == 16, tonumber("0x.p1"))

--@ tonumber with a base
--@ 6.1 tonumber
print(tonumber("ff", 16), tonumber("FF", 16), tonumber("zz", 36), tonumber("8", 8), tonumber("777", 8), tonumber("1010", 2), tonumber(" 11 ", 2))
print(tonumber("", 10), tonumber("1.5", 10), tonumber("1e2", 16), tonumber("g", 16), tonumber("1 1", 2))

--@ tonumber with a base and a sign
--@ 6.1 tonumber | 5.2+
print(tonumber("-ff", 16), tonumber("-101", 2), tonumber("- 1", 2), tonumber("-", 10), tonumber("ffffffffffff", 16))
print(pcall(tonumber, "1", 1)) print(pcall(tonumber, "1", 37)) print(pcall(tonumber, {}, 10))

--@ tonumber with a base wants a string
--@ 6.1 tonumber | 5.3+
print(pcall(tonumber, 10, 16)) print(tonumber("7fffffffffffffff", 16), tonumber("1e1"), tonumber("0x1p4"))

--@ tonumber rounds as the platform does
--@ 6.1 tonumber
print(tonumber("0.1") + tonumber("0.2") == 0.3, tonumber("1e400"), tonumber("-1e400"), tonumber("1e-400") == 0, tonumber("9007199254740993") == 2^53 or tonumber("9007199254740993") - 1 == 2^53)
print(tonumber("2.2250738585072014e-308") > 0, tonumber("123456789012345678901234567890") == 123456789012345678901234567890)

--@ tostring of basic values
--@ 6.1 tostring
print(tostring(nil), tostring(true), tostring(false), tostring("x"), tostring(12), tostring(-0.5), tostring("a\0b") == "a\0b") print(pcall(tostring))

--@ tostring of objects has type and address
--@ 6.1 tostring
local t = {}
for _, v in ipairs{t, print, function() end, coroutine.create(function() end), io.stdout} do print((tostring(v):gsub("0x%x+", "ADDRESS"))) end
print(tostring(t) == tostring(t), tostring(t) ~= tostring({}))

--@ type names the type and wants a value
--@ 6.1 type
print(type(nil), type(1), type("x"), type(type)) print(pcall(type))

--@ unpack of 5.1
--@ 6.1 unpack | 5.1
print(unpack({1, 2, 3})) print(unpack({1, 2, 3}, 2)) print(unpack({1, 2, 3}, 2, 5)) print(pcall(unpack))

--@ _VERSION
--@ 6.1 _VERSION
print(_VERSION)

--@ xpcall calls the handler with the error
--@ 6.1 xpcall
print(xpcall(function() error("e", 0) end, function(m) return "<" .. m .. ">" end))
print(xpcall(function() return 1, 2 end, print)) print(xpcall(function() error({}) end, type))
print(select("#", xpcall(function() error("x", 0) end, function() return 1, 2, 3 end)))

--@ xpcall passes arguments
--@ 6.1 xpcall | 5.2+
print(xpcall(function(...) return select("#", ...), ... end, print, 1, nil, 3)) print(pcall(xpcall, print)) print(pcall(xpcall))

--@ xpcall handler sees the stack of the error
--@ 6.1 xpcall
local function f() error("deep") end
print(xpcall(f, function(m) return m .. " at " .. debug.getinfo(3, "l").currentline end))
print(xpcall(function() local x = nil; x() end, function(m) return debug.traceback(m, 2):match("^[^\n]*\n[^\n]*\n[^\n]*") end))

--@ _G has every library
--@ 6 _G
local names = {}
for _, n in ipairs{"coroutine", "package", "string", "table", "math", "bit32", "io", "os", "debug"} do names[#names + 1] = n .. ":" .. type(_G[n]) end
print(table.concat(names, " "))

--@ warn writes to standard error when it is on
--@ 6.1 warn | 5.4
print(pcall(warn)) print(pcall(warn, {})) print(warn("@off"))
