-- SPDX-License-Identifier: Apache-2.0
-- Calls without end, and errors that misbehave.

--- recursion
-- ids: S1
-- about: a function that calls itself
-- expect: SCRIPT_ERROR overflow
local function f() return 1 + f() end
f()

--- recursion-caught
-- ids: S1
-- about: the overflow caught, and the script goes on
-- expect: COMPLETED true 3
local function f() return 1 + f() end
local caught = true
for _ = 1, 3 do
    local ok, message = pcall(f)
    caught = caught and not ok and tostring(message):find('overflow') ~= nil
end
return caught, 1 + 2

--- recursion-in-coroutines
-- ids: S1 S4
-- about: an overflow in every coroutine
-- expect: COMPLETED true
local function f() return 1 + f() end
local caught = true
for _ = 1, 5 do
    local ok, message = coroutine.resume(coroutine.create(f))
    caught = caught and not ok and tostring(message):find('overflow') ~= nil
end
return caught

--- recursion-through-metamethods
-- ids: S2
-- about: calls without end through every metamethod
-- expect: COMPLETED overflow
local t = setmetatable({}, {})
local m = getmetatable(t)
m.__index = function(self, k) local v = self[k] return v end
m.__newindex = function(self, k, v) self[k] = v end
m.__call = function(self) return 1 + self() end
m.__concat = function(a, b) return 1 + #(a .. b) end
m.__add = function(a, b) return 1 + (a + b) end
m.__unm = function(a) return 1 + (-a) end
m.__eq = function(a, b) return not (a == b) end
m.__lt = function(a, b) return not (a < b) end
m.__le = function(a, b) return not (a <= b) end
m.__tostring = function(self) return 'x' .. tostring(self) end
local u = setmetatable({}, m)
local ways = {
    function() return t.x end,
    function() t.x = 1 end,
    function() return t() end,
    function() return t .. u end,
    function() return t + u end,
    function() return -t end,
    function() return t == u end,
    function() return t < u end,
    function() return t <= u end,
    function() return tostring(t) end,
}
for i, way in ipairs(ways) do
    local ok, message = pcall(way)
    if ok or not tostring(message):find('overflow') then return 'way ' .. i .. ': ' .. tostring(message) end
end
return 'overflow'

--- recursion-through-the-library
-- ids: S2
-- about: calls without end through sort, gsub, pcall, xpcall, load, require and iterators
-- wall: 2000
-- expect: COMPLETED contained
-- expect: TIMED_OUT
local ways = {}
ways[1] = function() table.sort({3, 2, 1}, function() ways[1]() return true end) end
ways[2] = function() return (('x'):gsub('.', function() return ways[2]() end)) end
ways[3] = function() return select('#', pcall(ways[3])) end
ways[4] = function() return xpcall(ways[4], function(m) return m end) end
ways[5] = function() return 1 + (loadstring or load)('return (...)()')(ways[5]) end
ways[6] = function() for _ in ways[6] do end end
ways[7] = function() return tostring(setmetatable({}, {__tostring = function() return ways[7]() end})) end
ways[8] = function() return 1 + select('#', (table.unpack or unpack)({ways[8]()})) end
ways[9] = function() return load(function() ways[9]() end) end
ways[10] = function() for _ in ('xx'):gmatch('.') do ways[10]() end end
ways[11] = function() return xpcall(error, function() return ways[11]() end) end
for i, way in ipairs(ways) do pcall(way) end
return 'contained'

--- index-chain
-- ids: S2
-- about: a chain of 100,000 tables, each the index of the one before
-- expect: COMPLETED contained
local first = {}
local last = first
for i = 1, 100000 do
    local t = {}
    setmetatable(last, {__index = t, __newindex = t})
    last = t
end
pcall(function() return first.x end)
pcall(function() first.x = 1 end)
return 'contained'

--- index-loop
-- ids: S2
-- about: tables that are the index of each other, and functions called in turn
-- expect: SCRIPT_ERROR loop
-- expect: SCRIPT_ERROR overflow
-- expect: TIMED_OUT
local a, b = {}, {}
setmetatable(a, {__index = b, __newindex = b, __call = b})
setmetatable(b, {__index = a, __newindex = a, __call = a})
pcall(function() a.x = 1 end)
pcall(function() return a() end)
return a.x

--- call-chain
-- ids: S2
-- about: a value called through a long chain of __call
-- wall: 1000
-- expect: COMPLETED contained
-- expect: TIMED_OUT
local f = function() return 1 end
for i = 1, 100000 do f = setmetatable({}, {__call = f}) end
pcall(f)
return 'contained'

--- error-that-fails
-- ids: S3
-- about: an error whose text is an error
-- expect: SCRIPT_ERROR
error(setmetatable({}, {__tostring = function() error('x') end}))

--- error-that-never-ends
-- ids: S3
-- about: an error whose text never comes
-- expect: SCRIPT_ERROR
-- expect: TIMED_OUT
error(setmetatable({}, {__tostring = function() while true do end end, __name = 'x'}))

--- error-that-recurses
-- ids: S3
-- about: an error whose text needs its text
-- expect: SCRIPT_ERROR
error(setmetatable({}, {__tostring = function(self) return tostring(self) end}))

--- error-of-nothing
-- ids: S3
-- about: nil, a number, a function, a thread and a table as errors
-- expect: SCRIPT_ERROR
for _, value in ipairs { 0 / 0, print, coroutine.create(function() end), {}, true } do
    pcall(error, value)
    coroutine.resume(coroutine.create(function() error(value) end))
end
error(nil)

--- error-positions
-- ids: S3
-- about: errors with levels that are not there
-- expect: SCRIPT_ERROR last
for _, level in ipairs { -1, -2^31, 2^31, 2^53, 1e300, 100000 } do pcall(error, 'x', level) end
error('last', 2^31 - 1)

--- error-in-coroutine
-- ids: S4
-- about: an end in a coroutine must not look like its success
-- expect: TIMED_OUT
local resumed, result = coroutine.resume(coroutine.create(function() while true do end end))
return resumed and 'success' or 'error'

--- value-cyclic
-- ids: S5
-- about: a result that holds itself
-- expect: COMPLETED *
local t = {}
t.self, t[t], t[1] = t, t, {t, {t}}
return t, t

--- value-deep
-- ids: S5
-- about: a result nested 100,000 deep
-- expect: COMPLETED *
-- expect: LIMIT_EXCEEDED
local t = {}
for i = 1, 100000 do t = {t} end
return t

--- value-that-lies
-- ids: S5 S3
-- about: a result whose metamethods lie, fail or never end
-- expect: COMPLETED *
local function forever() while true do end end
return setmetatable({1, 2, 3}, {
    __pairs = forever, __ipairs = forever, __len = forever, __index = forever, __tostring = forever, __eq = forever, __metatable = forever,
    __name = setmetatable({}, {__tostring = forever}), __gc = nil,
})

--- values-many
-- ids: S5 M9
-- about: more results than anybody asked for
-- expect: COMPLETED *
-- expect: LIMIT_EXCEEDED
-- expect: SCRIPT_ERROR
local t = {}
for i = 1, 100000 do t[i] = i end
return (table.unpack or unpack)(t)

--- yields-everywhere
-- ids: S6
-- about: yields out of metamethods, iterators, comparisons, replacements, handlers and readers
-- expect: COMPLETED contained
local yield = coroutine.yield
local t = setmetatable({}, {__index = yield, __newindex = yield, __add = yield, __call = yield, __tostring = yield, __eq = yield, __lt = yield,
    __concat = yield, __len = yield, __pairs = yield})
local ways = {
    function() return t.x end, function() t.x = 1 end, function() return t + t end, function() return t() end,
    function() return tostring(t) end, function() return t < t end, function() return t .. t end, function() return #t end,
    function() for _ in yield do end end, function() table.sort({3, 2, 1}, yield) end, function() return ('x'):gsub('x', yield) end,
    function() return pcall(yield) end, function() return xpcall(error, yield) end, function() return load(yield) end,
    function() for _ in pairs(t) do end end, function() return pcall(pcall, pcall, yield) end, function() return require(t) end,
    function() return coroutine.wrap(yield)() end, function() return pcall(coroutine.wrap(function() yield() error('x') end)) end,
}
for _, way in ipairs(ways) do
    local co = coroutine.create(way)
    for _ = 1, 5 do coroutine.resume(co) end
end
return 'contained'

--- coroutine-misuse
-- ids: S6
-- about: a yield of the main chunk, the resuming of the running and the dead, the closing of both
-- expect: COMPLETED contained
pcall(coroutine.yield)
local co
co = coroutine.create(function()
    coroutine.resume(co)
    pcall(coroutine.wrap(function() return coroutine.resume(co) end))
    if coroutine.close then pcall(coroutine.close, co) end
    coroutine.yield()
    error('end')
end)
for _ = 1, 5 do coroutine.resume(co) end
if coroutine.close then
    pcall(coroutine.close, co)
    pcall(coroutine.close, (coroutine.running()))
    local suspended = coroutine.create(function() while true do pcall(coroutine.yield) end end)
    coroutine.resume(suspended)
    pcall(coroutine.close, suspended)
    pcall(coroutine.close, suspended)
end
pcall(coroutine.resume, (coroutine.running()))
pcall(coroutine.create, nil)
pcall(coroutine.resume, nil)
pcall(coroutine.status, {})
return 'contained'

--- messages-of-the-host
-- ids: S7
-- about: every function of every library called with what it does not take: no message tells of the host
-- expect: COMPLETED nothing
local find = string.find
local never = {['string.rep'] = true, ['os.exit'] = true, ['io.read'] = true, ['os.execute'] = true, ['io.popen'] = true,
    ['coroutine.yield'] = true, ['io.lines'] = true, ['os.remove'] = true, ['os.rename'] = true, ['os.tmpname'] = true, ['io.tmpfile'] = true,
    ['io.output'] = true, ['io.open'] = true}
local told = {}
local function judge(name, results)
    for i = 2, #results do
        if type(results[i]) == 'string' then
            local s = results[i]
            if find(s, '[Ee]xception') or find(s, 'java') or find(s, 'org%.luaj') or find(s, 'org%.bioxen') or find(s, '%.java:%d') or find(s, '@%x%x%x%x') then
                told[#told + 1] = name .. ': ' .. s
            end
        end
    end
end
local odd = {'', 'x', -1, 2^53, 0 / 0, 1e300, {}, true, function() end, setmetatable({}, {__index = function() error('no') end}), coroutine.create(function() end)}
for library, functions in pairs { string = string, table = table, math = math, coroutine = coroutine, utf8 = utf8 or {}, bit32 = bit32 or {},
        os = os or {}, io = io or {}, package = package or {},
        [''] = {tonumber = tonumber, tostring = tostring, select = select, rawget = rawget, rawset = rawset, rawlen = rawlen, next = next,
            setmetatable = setmetatable, load = load, ipairs = ipairs, pairs = pairs, unpack = unpack, error = error, assert = assert,
            require = require, getmetatable = getmetatable, collectgarbage = collectgarbage, rawequal = rawequal, xpcall = xpcall, pcall = pcall} } do
    for name, f in pairs(functions) do
        if type(f) == 'function' and not never[library .. '.' .. name] then
            judge(library .. '.' .. name, {pcall(f)})
            for _, a in ipairs(odd) do
                judge(library .. '.' .. name, {pcall(f, a)})
                for _, b in ipairs { 'x', -1, {}, true } do judge(library .. '.' .. name, {pcall(f, a, b)}) end
            end
        end
    end
end
return #told == 0 and 'nothing' or table.concat(told, '\n')
