-- SPDX-License-Identifier: Apache-2.0
-- Tracebacks as the debug library words them.
local function inner() error("boom") end
function outer() inner() end
local t = setmetatable({}, {__index=function(t,k) error("idx") end, __add=function() error("add") end})
print(xpcall(outer, debug.traceback))
print(xpcall(function() return t.x end, debug.traceback))
print(xpcall(function() return t+1 end, debug.traceback))
print(xpcall(function() for i in function() error("it") end do end end, debug.traceback))
print(xpcall(function() string.rep() end, debug.traceback))
print(xpcall(function() local r = string.rep; r() end, debug.traceback))
print(xpcall(function() return outer() end, debug.traceback))
print(xpcall(function() table.sort({3,2,1}, function(a,b) error("cmp") end) end, debug.traceback))
print(xpcall(function() pcall(error) ; (function() error("anon") end)() end, debug.traceback))
local co = coroutine.create(function() local x = 1; coroutine.yield(); error("cc") end)
coroutine.resume(co)
print(debug.traceback(co)) print(debug.traceback(co, "msg")) print(debug.traceback(co, nil)) print(type(debug.traceback({})))
coroutine.resume(co) print(debug.traceback(co, "dead"))
print(debug.traceback("hi", 1)) print(debug.traceback("hi", 0))
local function rec(n) if n == 0 then error("deep") end rec(n-1) end
print(xpcall(rec, debug.traceback, 40))
