"""Words that say other things than a house's name: everyday words, places, trades, and the desk's abbreviations."""

WORDS = """
able academy access ace active advance advanced advantage agency agricultural air airlines all alliance allied alpha
american america analytics anchor angel apex apple arch arctic area arm arrow art asia asian asset assets associated
atlantic auto automatic automotive aviation balance ball bank bankers banks basic bath battery bay beacon bear best beta
better beyond big bill bio black block blue board body bond bonds book boston boulder box brand brands bread bridge
bright british broad brothers build builders building business buy cable call campus canada canadian capital car carbon
card cardinal care casino castle cell center central centre century chart charter check chemical chicago china chinese
choice church cinema circle citizens city class classic clean clear clearing climate cloud club coach coal coast coffee
cold college columbia comfort command commerce commercial common community compass computer concrete construction
consumer contact container continental control copper core corner cost country cover creative credit cross crown crystal
culture current daily dark data deal deals deep delta design destiny diamond digital direct discover discovery dollar
dominion double dragon dream drive eagle earth east eastern easy economic edge education electric electronic element
elite emerging empire employment energy engine engineering enterprise entertainment environmental equity essential
europe european ever everest everyday exchange express extra fair falcon family farm fast federal fidelity field fifth
film finance financial fire first five flag fleet flow flowers fluid focus food foods foot force forest fortune forward
foundation fox frank freedom fresh frontier fuel fund funds future game gap gas gate gates gateway gear general genesis
german germany giant gift glass global globe gold golden goods grand great green greenhouse ground growth guardian gulf
hall harbor harbour hawaii health healthcare heart heritage high hill home honest hong horizon hospital hotel hotels
house houston hub human ice icon idea image impact imperial independence independent india indian industrial industries
industry infinity information infrastructure innovation innovative inspire institute insurance integrated intelligence
inter interest international internet invest investment investments investor iron island italy japan japanese journey
key kind king knight kong korea lake land large laser latin leader legacy legal leisure liberty life light lincoln line
lion liquid live living local lock logistics london lone long love lucky machine made magic main major man management
manufacturing map marathon marine market marketing markets master match material materials matter max media medical men
merchants metal metals metro mexico micro mid middle midwest mighty mill mills mind mineral minerals mining mission
mobile model modern moment momentum money monitor monster moon morning motor motors mountain mutual national natural
nature network networks new news next nice noble nordic normal north northeast northern northwest note nova nuclear
oak ocean office oil old one online open optical options orange orbit organic origin orion outdoor oxford pacific
packaging page paint palm paper paramount park partner partners path pattern peak pearl pen people performance petroleum
pharma pharmaceutical phoenix photo physical pilot pine pinnacle pioneer pipeline planet plastic platform play plus
point polar policy pool port portfolio post power precision premier premium press prime princeton principal private pro
process products professional progress progressive project prologue property prospect prosperity provident public
publishing pulse pure quality quantum quest quick radio rail rain range rapid raw real realty red regal regional
regions reliable reliance renewable rent republic research reserve resource resources response restaurant retail
return revolution rich ring rise rising river road robotics rock rocket root rose route royal safe safety sage sail
sales salt san sanctuary save savings scale school science sciences scientific sea seal search season secure securities
security seed select semiconductor senior sense service services shell shield ship shipping shop short sierra signal
signature silver simple simply sky small smart snap snow social software solar solid solution solutions sound source
south southern southwest space spark special specialty spectrum speed spirit sport sports spring square staff standard
star state states steel sterling stock stone storage store stores strategic strategies stream street strong studio
success summit sun super supply sure swiss switch symbol synergy system systems target team tech technologies technology
telecom telephone terminal texas therapeutics think third three tide tiger time times tokyo tool top total touch tower
town toys track tractor trade trading trans transport transportation travel treasury tree trend triangle trinity triple
true trust turning twin ultra union unique unit united unity universal university upstart urban us usa utilities valley
value vector venture ventures victory view village virgin vision vista visa vital voice wave way wealth web well wells
west western white whole wide wild wind window wing winner wise wolf wood word work works world yellow york young zone
"""
ASKED = frozenset(
    """confidence consumption curve deflation demand deposits deficit economy employment expansion exports fundamentals
    growth imports inflation inflows jobs lending loans orders outflows output payrolls policy recession
    reserves sentiment spread spreads stagnation supply surplus survey surveys tariff tariffs trend unemployment
    valuation volatility wages yields accounts acquisition annual capex cash cost costs debt dividend earnings
    expenditure expense expenses fiscal forecast gross guidance income inventory liabilities liability loss
    margin margins net operating outlook price prices profit profits quarter rate rates ratio report revenue
    revenues risk risks sale sales segment share shares statement tax year yield""".split()
)
"""What is asked of a house, and so what follows its name without being a part of it."""

ORDINARY = frozenset(WORDS.split()) | ASKED
"""In lower case these are no name, and a house is not known by one of them alone unless that is its whole name."""

ABBREVIATIONS = frozenset(
    """AI API APAC AUM BEA BIS BLS BOE BOJ BP BPS CAGR CB CBO CDS CEO CFO CLO CMBS COGS CPI CRE CSI DCF DJIA DM DXY
    EBIT EBITDA EBT ECB EIA EM EMEA EPS ESG ETF EU EUR EV FCF FDIC FED FIFO FOMC FRED FX FY GAAP GBP GDP GFC HY
    HQ IEA IFRS IG IMF IPO IRR ISM IT JGB JPY LBO LIBOR LIFO LLC LTM LTV M&A MBS MD&A MOM MSCI NAV NFP NII NIM
    NOI NPL NTM OECD OPEC OPEX PBOC PCE PE PMI PP&E PPI QE QOQ QT R&D RBA REIT RMBS ROA ROE ROI ROIC RWA S&P SEC
    SGA SG&A SME SOFR SPAC SPV SPX TAM TTM UK UN US USA USD VAR VC VIX WACC WTI YOY YTD""".split()
)
"""What these stand for is asked about all day long: no house is known by one of them."""

PLACES = frozenset(
    "中国 上海 北京 深圳 广州 香港 台湾 浙江 江苏 山东 四川 华夏 东方 南方 北方 国际 全球 长江 黄河 太平洋".split()
)
"""Chinese words of which the same is true."""
