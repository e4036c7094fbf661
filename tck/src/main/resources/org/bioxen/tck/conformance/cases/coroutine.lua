-- SPDX-License-Identifier: Apache-2.0
-- Coroutines (6.2).

--@ create and resume pass values both ways
--@ 6.2 coroutine.create coroutine.resume coroutine.yield
local co = coroutine.create(function(a, b)
  print("start", a, b)
  local c = coroutine.yield(a + b)
  print("got", c)
  local d, e = coroutine.yield(c * 2, "more")
  print("got", d, e)
  return "end", 99
end)
print(coroutine.resume(co, 1, 2)) print(coroutine.resume(co, 10)) print(coroutine.resume(co, "x", "y")) print(coroutine.resume(co))

--@ status tells the four states
--@ 6.2 coroutine.status
local co
co = coroutine.create(function()
  print(coroutine.status(co))
  local inner = coroutine.create(function() return coroutine.status(co) end)
  print(coroutine.resume(inner))
  coroutine.yield()
end)
print(coroutine.status(co)) coroutine.resume(co) print(coroutine.status(co)) coroutine.resume(co) print(coroutine.status(co))
local failed = coroutine.create(error) coroutine.resume(failed) print(coroutine.status(failed))
print(coroutine.status(coroutine.create(print)))

--@ wrap gives values and raises errors
--@ 6.2 coroutine.wrap
local gen = coroutine.wrap(function(...) for i = 1, select("#", ...) do coroutine.yield((select(i, ...))) end return "last" end)
print(gen("a", "b"), gen(), gen()) print(pcall(gen))
print(pcall(coroutine.wrap(function() error({}) end)) == false, select(2, pcall(coroutine.wrap(function() error("text", 0) end))))

--@ wrap as an iterator
--@ 6.2 coroutine.wrap
local function range(n) return coroutine.wrap(function() for i = 1, n do coroutine.yield(i, i * i) end end) end
for i, sq in range(4) do io.write(i, ":", sq, " ") end
print()

--@ running tells the coroutine and whether it is the main one
--@ 6.2 coroutine.running | 5.2+
local main, isMain = coroutine.running()
print(type(main), isMain)
local co co = coroutine.create(function() local c, m = coroutine.running() return c == co, m end)
print(coroutine.resume(co))

--@ running in 5.1 is nil in the main coroutine
--@ 6.2 coroutine.running | 5.1
print(select("#", coroutine.running()), coroutine.resume(coroutine.create(function() return type(coroutine.running()) end)))

--@ resume of what cannot be resumed
--@ 6.2 coroutine.resume
local co co = coroutine.create(function() return coroutine.resume(co) end)
print(coroutine.resume(co)) print(coroutine.resume(co)) print(pcall(coroutine.resume, 1)) print(pcall(coroutine.resume))

--@ resume of a coroutine that has resumed another
--@ 6.2 coroutine.resume
local outer outer = coroutine.create(function()
  local inner = coroutine.create(function() return coroutine.resume(outer) end)
  return coroutine.resume(inner)
end)
print(coroutine.resume(outer))

--@ create wants a function
--@ 6.2 coroutine.create
print(pcall(coroutine.create, 1)) print(pcall(coroutine.create)) print(pcall(coroutine.wrap, {}))
print(type(coroutine.create(print)), coroutine.resume(coroutine.create(math.max), 1, 5))

--@ status wants a coroutine
--@ 6.2 coroutine.status
print((pcall(coroutine.status, 1))) print((pcall(coroutine.status)))

--@ yield outside a coroutine
--@ 6.2 coroutine.yield
print((pcall(coroutine.yield)))

--@ yield across pcall
--@ 6.2 coroutine.yield pcall | 5.2+
local co = coroutine.wrap(function()
  print(pcall(function() local x = coroutine.yield("in pcall") error("after " .. x, 0) end))
  print(xpcall(function() coroutine.yield("in xpcall") error("e", 0) end, function(m) return "handled " .. m end))
  return "done"
end)
print(co()) print(co("x")) print(co())

--@ yield across pcall that succeeds
--@ 6.2 coroutine.yield pcall | 5.2+
local co = coroutine.wrap(function() return pcall(function(...) return "got", coroutine.yield(...) end, 1, 2) end)
print(co()) print(co(3, 4))

--@ yield in an iterator
--@ 6.2 coroutine.yield
local co = coroutine.wrap(function()
  for a in function(_, c) return coroutine.yield(c) end do print("loop", a) end
  return "over"
end)
print(co()) print(co("first")) print(co("second")) print(co(nil))

--@ yield across library callbacks is an error
--@ 6.2 coroutine.yield
print(coroutine.resume(coroutine.create(function() table.sort({3, 2, 1}, function(a, b) coroutine.yield() end) end)))
print(coroutine.resume(coroutine.create(function() return ("x"):gsub("x", function() coroutine.yield() end) end)))

--@ yield across dofile and require of functions
--@ 6.2 coroutine.yield dofile | 5.2+
local name = os.tmpname()
local f = io.open(name, "w") f:write("return coroutine.yield('in file')") f:close()
local co = coroutine.wrap(function() return dofile(name) end)
print(co()) print(co("back"))
os.remove(name)

--@ errors end a coroutine
--@ 6.2 coroutine.resume
local co = coroutine.create(function() coroutine.yield(1) error("in co") end)
print(coroutine.resume(co)) print(coroutine.resume(co)) print(coroutine.status(co)) print(coroutine.resume(co))
print(select(2, coroutine.resume(coroutine.create(function() error({code = 7}) end))).code)

--@ wrapped errors get positions as they pass
--@ 6.2 coroutine.wrap
local co = coroutine.wrap(function() error("at the source") end)
print(pcall(function()
  co()
end))

--@ many values pass through yield and resume
--@ 6.2 coroutine.yield
local unpack = table.unpack or unpack
local t = {}
for i = 1, 200 do t[i] = i end
local co = coroutine.wrap(function(...) local n = select("#", coroutine.yield(...)) return n end)
print(select("#", co(unpack(t))), co(unpack(t)))

--@ nils pass through yield and resume
--@ 6.2 coroutine.yield
local co = coroutine.create(function(...) print(select("#", ...)) print(select("#", coroutine.yield(nil, nil))) return nil end)
print(coroutine.resume(co, nil, nil, nil)) print(coroutine.resume(co, nil)) print(coroutine.resume(co))

--@ generators nest
--@ 6.2 coroutine.wrap
local function walk(t)
  return coroutine.wrap(function()
    local function visit(n) if type(n) == "table" then for _, c in ipairs(n) do visit(c) end else coroutine.yield(n) end end
    visit(t)
  end)
end
for leaf in walk{1, {2, {3, 4}, 5}, {{6}}} do io.write(leaf, " ") end
print()

--@ coroutines resume each other in turn
--@ 6.2 coroutine.resume
local function producer() return coroutine.create(function() for i = 1, 3 do coroutine.yield("item" .. i) end end) end
local function filter(p) return coroutine.create(function() while true do local _, x = coroutine.resume(p) if not x then return end coroutine.yield("<" .. x .. ">") end end) end
local c = filter(producer())
while true do local _, x = coroutine.resume(c) if not x then break end io.write(x, " ") end
print(coroutine.status(c))

--@ a thousand coroutines live at once
--@ 6.2 coroutine.create
local all, sum = {}, 0
for i = 1, 1000 do all[i] = coroutine.create(function(x) local y = coroutine.yield(x + i) return y * 2 end) end
for i = 1, 1000 do sum = sum + select(2, coroutine.resume(all[i], 1)) end
for i = 1, 1000 do sum = sum + select(2, coroutine.resume(all[i], i)) end
print(sum)

--@ recursion of coroutines
--@ 6.2 coroutine.wrap
local function nest(n) if n == 0 then return "bottom" end return coroutine.wrap(function() return nest(n - 1) end)() end
print(nest(100))

--@ tail calls in coroutines
--@ 6.2 coroutine.yield
local co = coroutine.wrap(function(x) return coroutine.yield(x) end)
print(co("in")) print(co("out"))
local co2 = coroutine.wrap(function() local function f() return coroutine.yield("tail") end return f() end)
print(co2()) print(co2("value"))

--@ locals of a coroutine are its own
--@ 6.2 coroutine.wrap
local function counter() local n = 0 return coroutine.wrap(function() while true do n = n + 1 coroutine.yield(n) end end) end
local a, b = counter(), counter()
print(a(), a(), b(), a(), b())

--@ coroutines work as keys and compare by identity
--@ 6.2 coroutine.create
local a, b = coroutine.create(function() end), coroutine.create(function() end)
local t = {[a] = "a", [b] = "b"}
print(t[a], t[b], a == b, a == a)

--@ coroutine functions called through pcall
--@ 6.2 coroutine.resume
print(pcall(coroutine.resume, coroutine.create(function() return "x" end)))
print(coroutine.resume(coroutine.create(pcall), error, "caught"))

--@ yield as the function of a coroutine
--@ 6.2 coroutine.create coroutine.yield
local co = coroutine.create(coroutine.yield)
print(coroutine.resume(co, 1, 2)) print(coroutine.resume(co, 3)) print(coroutine.resume(co))

--@ isyieldable tells where yield is allowed
--@ 6.2 coroutine.isyieldable | 5.3+
print(coroutine.isyieldable(), coroutine.wrap(function() return coroutine.isyieldable() end)())

--@ close ends a suspended coroutine
--@ 6.2 coroutine.close | 5.4
local co = coroutine.create(function() coroutine.yield() end)
coroutine.resume(co)
print(coroutine.close(co), coroutine.status(co)) print(coroutine.resume(co))

--@ close of coroutines in other states
--@ 6.2 coroutine.close | 5.4
print(coroutine.close(coroutine.create(print)))
local failed = coroutine.create(function() error("e", 0) end)
coroutine.resume(failed)
print(coroutine.close(failed))
local done = coroutine.create(function() end)
coroutine.resume(done)
print(coroutine.close(done), coroutine.close(done))
print(coroutine.wrap(function() return pcall(coroutine.close, (coroutine.running())) end)())
print((pcall(coroutine.close, 1)))

--@ close closes pending variables
--@ 6.2 coroutine.close __close | 5.4
local co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() print("closed") end}) coroutine.yield() end)
coroutine.resume(co)
print(coroutine.close(co))
