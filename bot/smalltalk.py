"""Words of the room: people, courtesies, moods and verbs that say nothing about which series, window or figure.

None of them can stand before a and make another series of it; where the desk gives one of them to a name, the name
wins.
"""

SMALLTALK = frozenset(
    """
    abit absolutely accordingly actual admittedly afaik afraid agree alas alert allegedly alright altogether annoying
    anyhow
    anyone anyways apologies apologise apologize apparently appreciate appreciated argue arguing argument aside asap
    ask asked
    asking asks aware awful awfully
    barely basically batch battered beaten beautiful because become becomes believe bet bizarre blimey bloody boring
    boss
    bother bothered brief briefing briefly brilliant bring bringing brings brought brutal btw buddy bunch busy buddies
    calc calculate calculated calculation came cares catch caught certain certainly chap chaps chase chasing chat
    bung chuck plonk slap stick throw whack
    cheeky cheers chief cio clarify clue colleagues comeback comfortable comment comments committee compute computed
    concerned concerning confirm confirmed confused confusing considering convinced convincing cos couldn coz crazy
    creep
    creeping creeps crept cuz curious curiosity
    dad damn dare dead decent deck definitely desperate dig discuss discussing doublecheck doubt doubtful doubts
    dropped dude dunno dying
    earth easily easy eh else email embarrassing er everyone everybodys evidently exactly exciting excuse explain
    eyeball
    fab fair fairly fancy fantastic fella fellas felt fetch feel feeling feels fishy flag fine finish finished folks
    forget
    forgot forgotten frankly friend friends fun funny fyi
    gather gee genuinely gents getting gist glance glad god gosh gotta grab grand grateful gonna guess guessing guy
    cold cool cooler hadn hang hot hotter handy happen happening happens happy hardly hate haven having hear heard
    heads heck hell helpful hey hiya
    honest honestly hope hopefully hoping huge huh hurry hurting
    idea ideally idk imagine imho imo impressed impressive incidentally indeed info insane insanely interested
    interesting
    judge justify kick kidding kills kinda kindest knowing known knows kudos
    ladies lads later laugh learn legit legitimately lemme lets lie likely literally lol lot lots lovely luck lunch
    ma mad madness making mate mates maybe mention mentioned merely messy might mind mine moan mood morn mum must
    nah name namely nasty naturally nearly neat necessary needed needs nervous nice nicely nope noted notice noticed
    nuts
    obviously occasionally odd oddly officially oh oops ought ouch
    pardon particularly pathetic peek perhaps personally phone phrase pinch pitch plainly pm's pointing politely poor
    popped possible possibly presentation presenting presumably pretty probably proper properly punchy purely put puts
    putting puzzled
    question questions quickie quietly
    random rattled readers ready realise realised realize really reasonably reassure recall reckon referring refresh
    reminder reply report's request respond ridiculous righto roughly rubbish rude rumour rumours
    sanity satisfied scary scratch screen seeing seemingly sense seriously serious settle sharpish shit shock shocked
    shocking shouldn shout sir slick slide slides small-talk smart solely somehow sometimes somewhat soon sorry sort
    sound
    sounds spare speak specifically spooky squad starters steer sth stranger strange strangely stuck stupid suddenly
    suppose supposed supposedly sure surely surprise surprised surprising surprisingly suspect sweet
    talk talked talking talks tbh teammates terrible terribly thank theirs thinking thinks thought thoughts thread
    tidy tired tldr tomorrow's tonight totally trouble truth try trying ty typing typo
    ugh ugly um undoubtedly unfortunately unreal ur urgent urgently usual usually
    verify via visit
    wait waiting wake wasn watch watching weird weirdly welcome weren whatcha whenever wherever whether whew whichever
    whoa wicked wish wonder wonderful wondering wondered worry worried worrying worth wouldn wow wrap wrong
    yall yay yea yep yet yikes yo yup
    """.split()
)
