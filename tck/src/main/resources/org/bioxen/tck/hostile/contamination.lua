-- SPDX-License-Identifier: Apache-2.0
-- What one VM does to another: after each script a neighbour that runs all along, and a VM started after it, must be as ever.

--- string-methods-replaced
-- ids: X1
-- about: methods of all strings replaced through their metatable
-- expect: COMPLETED done
local function evil() return 'evil' end
local mt = getmetatable('')
pcall(function() for name in pairs(string) do mt.__index[name] = evil end end)
pcall(function() mt.__index.upper = evil end)
pcall(function() rawset(mt.__index, 'rep', evil) end)
pcall(function() string.upper = evil string.len = evil end)
return 'done'

--- string-operators-added
-- ids: X1
-- about: operators added to all strings, and the metatable itself replaced
-- expect: COMPLETED done
local mt = getmetatable('')
local function evil() return 'evil' end
for _, event in ipairs { '__add', '__concat', '__call', '__eq', '__lt', '__le', '__len', '__unm', '__tostring', '__metatable', '__name', '__mod' } do
    pcall(function() mt[event] = evil end)
    pcall(function() rawset(mt, event, evil) end)
end
pcall(function() mt.__index = function() return evil end end)
pcall(setmetatable, '', {__index = evil})
pcall(function() setmetatable(mt, {__index = evil, __newindex = evil}) end)
return 'done'

--- metatables-of-basic-types
-- ids: X2
-- about: metatables for numbers, nil, booleans, functions and threads
-- expect: COMPLETED done
local function evil() return 'evil' end
local hostile = {__index = evil, __add = evil, __call = evil, __tostring = evil, __len = evil, __concat = evil}
local set = type(debug) == 'table' and debug.setmetatable or setmetatable
for _, value in ipairs { 0, 0.5, true, print, coroutine.create(evil), 'text' } do pcall(set, value, hostile) end
pcall(set, nil, hostile)
return 'done'

--- library-functions-replaced
-- ids: X3
-- about: every function of every library replaced
-- expect: COMPLETED done
local function evil() return 'evil' end
local next, type, rawset, pcall = next, type, rawset, pcall
local libraries = {}
for _, value in next, _G do
    if type(value) == 'table' and value ~= _G then libraries[#libraries + 1] = value end
end
for _, library in next, libraries do
    local names = {}
    for name, value in next, library do
        if type(value) == 'function' then names[#names + 1] = name end
    end
    for _, name in next, names do pcall(rawset, library, name, evil) end
end
local names = {}
for name, value in next, _G do if type(value) == 'function' then names[#names + 1] = name end end
for _, name in next, names do rawset(_G, name, evil) end
return 'done'

--- library-functions-removed
-- ids: X3
-- about: the globals and the loaded modules emptied
-- expect: COMPLETED done
local next, pcall = next, pcall
local loaded, globals = package and package.loaded or {}, _G
for name in next, loaded do pcall(function() loaded[name] = nil end) end
for name in next, globals do globals[name] = nil end
return 'done'

--- loaded-modules-replaced
-- ids: X3
-- about: modules under the names of the libraries, and modules that are not there
-- expect: COMPLETED done
local evil = {upper = function() return 'evil' end}
pcall(function()
    for _, name in ipairs { 'string', 'table', 'math', 'io', 'os', 'coroutine', '_G', 'bait' } do
        package.loaded[name] = evil
        package.preload[name] = function() return evil end
    end
    package.path, package.cpath, package.config = 'evil', 'evil', 'evil'
    table.insert(package.searchers or package.loaders, 1, function() return function() return evil end end)
    package.searchers, package.loaders = {}, {}
end)
return 'done'

--- hostile-globals
-- ids: X3
-- about: a metatable for the globals and for the libraries that lies
-- expect: COMPLETED done
local lies = {
    __index = function() return 'evil' end,
    __newindex = function() end,
    __pairs = function() return function() end end,
    __metatable = 'evil',
    __tostring = function() return 'evil' end,
}
local libraries = {string, table, math, io, os, coroutine, package}
for _, library in pairs(libraries) do pcall(setmetatable, library, lies) end
pcall(setmetatable, _G, lies)
return 'done'

--- file-methods-replaced
-- ids: X3 X7
-- about: methods of all files replaced through the metatable of the standard streams
-- expect: COMPLETED done
local function evil() return 'evil' end
local mt = io and io.stdout and getmetatable(io.stdout)
for _, name in ipairs { 'write', 'read', 'lines', 'close', 'seek', 'flush', 'setvbuf' } do
    pcall(function() mt.__index[name] = evil end)
    pcall(function() mt[name] = evil end)
end
pcall(function() mt.__index, mt.__tostring, mt.__gc, mt.__name = evil, evil, evil, 'evil' end)
return 'done'

--- locale
-- ids: X3
-- about: a locale in which numbers have a comma
-- expect: COMPLETED done
for _, name in ipairs { 'de_DE.UTF-8', 'de_DE', 'fr_FR.UTF-8', 'tr_TR.UTF-8', 'C.UTF-8', '' } do
    pcall(function() os.setlocale(name) os.setlocale(name, 'numeric') end)
end
return 'done'

--- random-seed
-- ids: X5
-- about: the seed of the random numbers, set again and again
-- expect: COMPLETED done
for i = 1, 10000 do
    math.randomseed(i)
    math.random()
end
return 'done'

--- collector
-- ids: X6
-- about: the collector of the host started, tuned and stopped, and its heap counted
-- expect: COMPLETED small
local count = collectgarbage('count')
for _ = 1, 50 do collectgarbage() collectgarbage('collect') collectgarbage('step', 1000) end
pcall(collectgarbage, 'setpause', 1000)
pcall(collectgarbage, 'setstepmul', 1)
pcall(collectgarbage, 'generational')
pcall(collectgarbage, 'incremental')
pcall(collectgarbage, 'stop')
return type(count) == 'number' and count >= 0 and count < 16 * 1024 and 'small' or count

--- standard-input-of-the-host
-- ids: X7
-- about: standard input when there is none
-- expect: COMPLETED nothing
local read = {pcall(function() return io.read('*a') end)}
local line = {pcall(function() return io.stdin:read('*l') end)}
local ran = {pcall(function() return dofile() end)}
if read[1] and read[2] and read[2] ~= '' then return 'read ' .. read[2] end
if line[1] and line[2] then return 'a line ' .. line[2] end
if ran[1] and ran[2] then return 'a chunk' end
return 'nothing'

--- standard-streams-closed
-- ids: X7
-- about: the standard streams closed, and used all the same
-- expect: COMPLETED done
-- expect: SCRIPT_ERROR
local function try(f, ...) pcall(f, ...) end
try(function() io.close() end)
for _, name in ipairs { 'stdin', 'stdout', 'stderr' } do
    local stream = io and io[name]
    if stream then
        try(stream.close, stream)
        try(stream.write, stream, 'x')
        try(stream.read, stream, '*a')
        try(stream.seek, stream, 'set', 2^40)
        try(stream.setvbuf, stream, 'full', 2^40)
        try(stream.lines, stream)
        try(io.lines)
        try(io.output, stream)
        try(io.input, stream)
        try(tostring, stream)
    end
end
return 'done'
