-- SPDX-License-Identifier: Apache-2.0
-- What a VM looks like from inside, as one text: the same before and after whatever another VM does.
local lines = {}
local function say(what, ...)
    local text = what
    for i = 1, select('#', ...) do
        local value = select(i, ...)
        local kind = type(value)
        text = text .. ' ' .. ((kind == 'string' or kind == 'number' or kind == 'boolean') and tostring(value) or kind)
    end
    lines[#lines + 1] = text
end
local function attempt(what, f, ...) say(what, pcall(f, ...)) end

local function names(of, t)
    local sorted = {}
    for k, v in next, t do
        if type(k) == 'string' and k ~= 'neighbour' then sorted[#sorted + 1] = k .. '=' .. type(v) end
    end
    table.sort(sorted)
    say(of, table.concat(sorted, ','))
end
names('globals', _G)
for _, library in ipairs { 'string', 'table', 'math', 'io', 'os', 'coroutine', 'package', 'debug', 'utf8', 'bit32' } do
    if type(_G[library]) == 'table' then names(library, _G[library]) end
    if package and package.loaded then say('loaded ' .. library, rawequal(package.loaded[library], _G[library])) end
end
if package then
    say('path', package.path, package.cpath, package.config, package.preload and next(package.preload))
    say('searchers', package.searchers and #package.searchers, package.loaders and #package.loaders)
end

attempt('upper', function() return ('abc'):upper(), string.upper('abc'), ('x'):rep(3), ('abc'):find('b'), #'abc' end)
attempt('methods', function() return ('a'):len(), ('%d'):format(7), ('a,b'):gsub(',', ';'), ('b'):byte() end)
attempt('coerced', function() return '10' + 1, 10 .. '', '2' * '3', -'4' end)
attempt('added', function() return 'a' + 1 end)
attempt('called', function() return ('a')() end)
attempt('compared', function() return 'a' < 'b', 'a' == 'a', 1 < 2 end)
say('metatables', getmetatable(0), getmetatable(nil), getmetatable(true), getmetatable(print), getmetatable(coroutine.create(function() end)), getmetatable(_G))
attempt('nil indexed', function() return (nil).x end)
attempt('number indexed', function() return (0).x end)
attempt('function indexed', function() return print.x end)
say('string metatable', type(getmetatable('')))
attempt('its index', function() return type(getmetatable('').__index) end)
attempt('numbers', function() return 0.5, 1e100, tostring(1.5), tonumber('0.25'), string.format('%.3f', 2 / 3) end)
attempt('table', function() return table.concat({1, 2, 3}, ','), (table.unpack or unpack)({4, 5}) end)
attempt('math', function() return math.floor(1.5), math.max(1, 2), math.huge end)
attempt('coroutine', function()
    local resume = coroutine.wrap(function() return coroutine.yield(1) end)
    return resume(), resume(2)
end)
attempt('missing module', function() return (pcall(require, 'bait')) end)
attempt('streams', function() return io.type(io.stdout), io.type(io.stdin), io.type(io.stderr) end)
attempt('print', function() print('printed') io.write('written', '\n') io.stdout:write('written again\n') end)
attempt('load', function() return (loadstring or load)('return 1 + 1')() end)
return table.concat(lines, '\n')
